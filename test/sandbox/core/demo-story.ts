import type { Stripe } from 'stripe'
import { createCoupon } from './actions/account.ts'
import { cancelAtPeriodEnd, cancelNow } from './actions/cancellation.ts'
import { checkoutPayment } from './actions/checkout.ts'
import { attachCard, createCustomer, setCardBehaviour } from './actions/customers.ts'
import { closeDispute, openDispute } from './actions/disputes.ts'
import { pauseCollection } from './actions/pause.ts'
import { changePlan } from './actions/plan-change.ts'
import { refundCharge } from './actions/refunds.ts'
import { type SubscribeFields, subscribe } from './actions/subscribe.ts'
import { methodFor } from './actions/subscription-reading.ts'
import type { DemoCatalog } from './demo-catalog.ts'
import { type DemoName, demoPerson } from './demo-people.ts'
import type { CardBehaviour, StripeSandbox } from './sandbox.ts'

/** Something that happens on a day of the story, counted from its beginning. */
export interface Step {
  day: number
  run: (cast: Cast) => void
}

/** How many days the story takes; it ends now. */
export const STORY_DAYS = 45

/** The people of the story and what they do. */
export class Cast {
  readonly stripe: StripeSandbox
  readonly catalog: DemoCatalog
  private readonly customers = new Map<DemoName, string>()

  constructor(stripe: StripeSandbox, catalog: DemoCatalog) {
    this.stripe = stripe
    this.catalog = catalog
  }

  arrives(name: DemoName, card: CardBehaviour | null = 'succeeds'): string {
    const customer = createCustomer(this.stripe, demoPerson(name))
    this.customers.set(name, customer.id)
    if (card) attachCard(this.stripe, customer.id, { behaviour: card })
    return customer.id
  }

  joins(name: DemoName, price: keyof DemoCatalog, fields: Partial<SubscribeFields> & { quantity?: number } = {}): void {
    const { quantity, ...rest } = fields
    const items = [{ price: this.catalog[price].id, ...(quantity ? { quantity } : {}) }]
    subscribe(this.stripe, { customer: this.id(name), items, ...rest })
  }

  id(name: DemoName): string {
    const id = this.customers.get(name)
    if (id === undefined) throw new Error(`${name} has not arrived yet.`)
    return id
  }

  subscription(name: DemoName): string {
    const id = this.stripe.subscriptionsOf.get(this.id(name))?.at(-1)
    if (id === undefined) throw new Error(`${name} has no subscription yet.`)
    return id
  }

  charge(name: DemoName): string {
    const id = this.stripe.lastChargeOf.get(this.id(name))
    if (id === undefined) throw new Error(`${name} has not paid yet.`)
    return id
  }

  cardFails(name: DemoName): void {
    const customer = this.stripe.customers.need(this.id(name))
    const card = methodFor(this.stripe, customer, null) as Stripe.PaymentMethod
    setCardBehaviour(this.stripe, card.id, 'declines')
  }
}

function arriveAndJoin(name: DemoName, price: keyof DemoCatalog, fields?: Parameters<Cast['joins']>[2]) {
  return (cast: Cast) => {
    cast.arrives(name)
    cast.joins(name, price, fields)
  }
}

/** Ends with a subscription in every status, one trial that ends in three days, and one that is set to end. */
export const STORY: readonly Step[] = [
  { day: 0, run: arriveAndJoin('alice', 'teamSeats', { quantity: 4 }) },
  { day: 0.2, run: arriveAndJoin('judy', 'teamYearly') },
  { day: 0.5, run: arriveAndJoin('frank', 'starterMonthly') },
  { day: 1, run: arriveAndJoin('dave', 'teamMonthly') },
  { day: 2, run: arriveAndJoin('niaj', 'archived') },
  { day: 3, run: arriveAndJoin('kamal', 'teamYen') },
  { day: 4, run: arriveAndJoin('lena', 'teamSeats', { quantity: 12 }) },
  { day: 5, run: (cast) => void cast.arrives('victor', null) },
  { day: 6, run: (cast) => startWithUsage(cast) },
  { day: 8, run: arriveAndJoin('trent', 'starterMonthly') },
  { day: 9, run: (cast) => changePlan(cast.stripe, cast.subscription('alice'), { quantity: 7 }) },
  { day: 10, run: arriveAndJoin('erin', 'starterMonthly') },
  { day: 11, run: (cast) => joinWithCoupon(cast) },
  { day: 12, run: arriveAndJoin('bob', 'teamMonthly') },
  { day: 14, run: (cast) => buyTicket(cast) },
  { day: 15, run: arriveAndJoin('uma', 'starterYearly') },
  { day: 16, run: (cast) => cast.joins('uma', 'usage') },
  { day: 18, run: arriveAndJoin('mallory', 'teamMonthly') },
  { day: 20, run: (cast) => tryWithoutCard(cast) },
  { day: 21, run: (cast) => openDispute(cast.stripe, cast.charge('mallory')) },
  { day: 22, run: arriveAndJoin('quentin', 'starterMonthly') },
  { day: 23, run: (cast) => refundCharge(cast.stripe, cast.charge('quentin'), { amount: 300 }) },
  { day: 24, run: arriveAndJoin('peggy', 'teamMonthly') },
  { day: 25, run: (cast) => giveUpOnPeggy(cast) },
  { day: 26, run: (cast) => cancelAtPeriodEnd(cast.stripe, cast.subscription('trent'), { feedback: 'unused' }) },
  { day: 27, run: (cast) => cancelNow(cast.stripe, cast.subscription('erin'), { feedback: 'too_expensive' }) },
  { day: 28, run: (cast) => closeDispute(cast.stripe, newestDispute(cast), 'lost') },
  { day: 28.2, run: (cast) => cast.cardFails('frank') },
  { day: 30, run: (cast) => failFirstPayment(cast, 'ivan') },
  { day: 33, run: arriveAndJoin('xavier', 'teamMonthly', { trialDays: 30 }) },
  { day: 34, run: arriveAndJoin('carol', 'teamMonthly', { trialDays: 14 }) },
  { day: 35, run: arriveAndJoin('rupert', 'teamYearly') },
  { day: 36, run: (cast) => pauseCollection(cast.stripe, cast.subscription('rupert'), 'void') },
  { day: 38, run: (cast) => upgradeKamal(cast) },
  { day: 40, run: (cast) => cast.cardFails('bob') },
  // By now frank's last retry has left him unpaid; whoever fails from here on is cancelled.
  {
    day: 42,
    run: (cast) => {
      cast.stripe.account.afterLastRetry = 'cancel'
    },
  },
  { day: 43, run: (cast) => cancelAtPeriodEnd(cast.stripe, cast.subscription('dave'), { inPortal: true }) },
  { day: 44.5, run: (cast) => failFirstPayment(cast, 'heidi') },
]

function startWithUsage(cast: Cast): void {
  const customer = cast.arrives('olivia')
  const items = [{ price: cast.catalog.teamMonthly.id }, { price: cast.catalog.usage.id }]
  subscribe(cast.stripe, { customer, items })
}

function joinWithCoupon(cast: Cast): void {
  const coupon = createCoupon(cast.stripe, { name: 'Early bird', percentOff: 20, duration: 'forever' })
  cast.arrives('sybil')
  cast.joins('sybil', 'teamMonthly', { coupon: coupon.id })
}

function buyTicket(cast: Cast): void {
  const customer = cast.arrives('wendy')
  checkoutPayment(cast.stripe, { customer, amount: 4_900, currency: 'eur', description: 'Workshop ticket' })
}

function tryWithoutCard(cast: Cast): void {
  cast.arrives('grace', null)
  cast.joins('grace', 'starterMonthly', { trialDays: 7, whenTrialHasNoCard: 'pause' })
}

function giveUpOnPeggy(cast: Cast): void {
  refundCharge(cast.stripe, cast.charge('peggy'), { reason: 'requested_by_customer' })
  cancelNow(cast.stripe, cast.subscription('peggy'), { feedback: 'missing_features' })
}

function failFirstPayment(cast: Cast, name: DemoName): void {
  cast.arrives(name, name === 'heidi' ? 'requires_action' : 'declines')
  cast.joins(name, 'starterMonthly')
}

function upgradeKamal(cast: Cast): void {
  changePlan(cast.stripe, cast.subscription('kamal'), { quantity: 3, proration: 'always_invoice' })
}

function newestDispute(cast: Cast): string {
  const dispute = cast.stripe.disputes.newestFirst().next().value
  if (!dispute) throw new Error('Nobody has disputed anything yet.')
  return dispute.id
}
