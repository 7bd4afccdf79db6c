import type { Stripe } from 'stripe'
import { cancelAtPeriodEnd, cancelNow, keepSubscription } from './actions/cancellation.ts'
import { checkoutPayment, checkoutSubscription } from './actions/checkout.ts'
import { attachCard, createCustomer, deleteCustomer, setCardBehaviour, updateCustomer } from './actions/customers.ts'
import { closeDispute, openDispute } from './actions/disputes.ts'
import { pauseCollection, resumeCollection } from './actions/pause.ts'
import { changePlan } from './actions/plan-change.ts'
import { refundCharge } from './actions/refunds.ts'
import { subscribe } from './actions/subscribe.ts'
import { methodFor } from './actions/subscription-reading.ts'
import type { DemoCatalog } from './demo-catalog.ts'
import { drawPerson } from './people.ts'
import type { StripeSandbox } from './sandbox.ts'

/** The customers of a stream: those who can still act, and how many there have been. */
export interface Crowd {
  living: string[]
  signedUp: number
  /** So many in all; nine tenths of them are never deleted. */
  wanted: number
}

const UNDELETED_SHARE = 0.9

type Act = (stripe: StripeSandbox, catalog: DemoCatalog, customer: Stripe.Customer) => void

export function signUp(stripe: StripeSandbox, catalog: DemoCatalog, crowd: Crowd): void {
  crowd.signedUp += 1
  crowd.living.push(newcomer(stripe, catalog))
}

/** Ways to become a customer, each as often as a small business sees it. */
function newcomer(stripe: StripeSandbox, catalog: DemoCatalog): string {
  const { random } = stripe
  const person = { ...drawPerson(random), metadata: { user_id: `user_${random.chars(10)}` } }
  const price = random.pick(pricesOf(catalog))
  const quantity = random.chance(0.2) ? random.int(2, 25) : 1
  const items = [{ price: price.id, quantity }]
  const way = random.next()
  if (way < 0.6) return checkoutSubscription(stripe, { customer: person, items }).customer as string
  const customer = createCustomer(stripe, person)
  if (way < 0.62) return customer.id
  if (way < 0.66) {
    // Trials without a card end in a pause or a cancellation.
    const whenTrialHasNoCard = random.chance(0.5) ? 'pause' : 'cancel'
    subscribe(stripe, { customer: customer.id, items, trialDays: 14, whenTrialHasNoCard })
    return customer.id
  }
  attachCard(stripe, customer.id, { behaviour: way > 0.93 ? 'declines' : way > 0.91 ? 'requires_action' : 'succeeds' })
  const trial = way < 0.82 ? { trialDays: random.pick([3, 7, 14, 30]) } : {}
  subscribe(stripe, { customer: customer.id, items, ...trial, billingMode: random.pick(['classic', 'flexible']) })
  return customer.id
}

const ACTS: readonly (readonly [weight: number, act: Act])[] = [
  [20, (stripe, _, customer) => toggleCard(stripe, customer)],
  [14, (stripe, catalog, customer) => switchPlan(stripe, catalog, customer)],
  [14, (stripe, _, customer) => editCustomer(stripe, customer)],
  [10, (stripe, _, customer) => buyOnce(stripe, customer)],
  [9, (stripe, catalog, customer) => onLive(stripe, catalog, customer, (it) => toggleCancel(stripe, it))],
  [9, (stripe, _, customer) => onCharge(stripe, customer, (charge) => giveBack(stripe, charge))],
  [6, (stripe, catalog, customer) => onLive(stripe, catalog, customer, (it) => togglePause(stripe, it))],
  [6, (stripe, catalog, customer) => comeBack(stripe, catalog, customer)],
  [
    4,
    (stripe, catalog, customer) =>
      onLive(stripe, catalog, customer, (it) => cancelNow(stripe, it.id, { feedback: 'unused' })),
  ],
  [2, (stripe, _, customer) => onCharge(stripe, customer, (charge) => quarrel(stripe, charge))],
]
const DELETION_SHARE = 0.01
const TOTAL_WEIGHT = ACTS.reduce((sum, [weight]) => sum + weight, 0)

/** One customer does something, or has it done to them; now and then somebody is deleted and acts no more. */
export function actAtRandom(stripe: StripeSandbox, catalog: DemoCatalog, crowd: Crowd): void {
  const { random } = stripe
  const index = random.int(0, crowd.living.length - 1)
  const customer = stripe.customers.need(crowd.living[index] as string)
  if (crowd.living.length > crowd.wanted * UNDELETED_SHARE && random.chance(DELETION_SHARE)) {
    crowd.living.splice(index, 1)
    deleteCustomer(stripe, customer.id)
    return
  }
  let left = random.next() * TOTAL_WEIGHT
  const chosen = ACTS.find(([weight]) => {
    left -= weight
    return left < 0
  })
  chosen?.[1](stripe, catalog, customer)
}

function toggleCard(stripe: StripeSandbox, customer: Stripe.Customer): void {
  const card = methodFor(stripe, customer, null)
  if (!card) {
    attachCard(stripe, customer.id)
    return
  }
  const works = stripe.cards.get(card.id) === 'succeeds'
  setCardBehaviour(stripe, card.id, works && stripe.random.chance(0.25) ? 'declines' : 'succeeds')
}

function switchPlan(stripe: StripeSandbox, catalog: DemoCatalog, customer: Stripe.Customer): void {
  onLive(stripe, catalog, customer, (subscription) => {
    const proration = stripe.random.pick(['create_prorations', 'always_invoice', 'none'] as const)
    const candidates = pricesOf(catalog).filter((price) => price.currency === subscription.currency)
    const change = stripe.random.chance(0.5)
      ? { price: stripe.random.pick(candidates).id }
      : { quantity: stripe.random.int(1, 30) }
    if (subscription.status !== 'incomplete') changePlan(stripe, subscription.id, { ...change, proration })
  })
}

function editCustomer(stripe: StripeSandbox, customer: Stripe.Customer): void {
  const { random } = stripe
  if (random.chance(0.3)) updateCustomer(stripe, customer.id, { email: drawPerson(random).email ?? null })
  else updateCustomer(stripe, customer.id, { metadata: { ...customer.metadata, seen: String(random.int(1, 9_999)) } })
}

function buyOnce(stripe: StripeSandbox, customer: Stripe.Customer): void {
  const amount = stripe.random.int(5, 400) * 100
  checkoutPayment(stripe, { customer: customer.id, amount, currency: 'usd', description: 'Workshop ticket' })
}

function toggleCancel(stripe: StripeSandbox, subscription: Stripe.Subscription): void {
  if (subscription.cancel_at !== null) keepSubscription(stripe, subscription.id)
  else cancelAtPeriodEnd(stripe, subscription.id, { inPortal: stripe.random.chance(0.5), feedback: 'too_expensive' })
}

function togglePause(stripe: StripeSandbox, subscription: Stripe.Subscription): void {
  if (subscription.pause_collection) resumeCollection(stripe, subscription.id)
  else pauseCollection(stripe, subscription.id, stripe.random.pick(['void', 'keep_as_draft', 'mark_uncollectible']))
}

function giveBack(stripe: StripeSandbox, charge: Stripe.Charge): void {
  const left = charge.amount_captured - charge.amount_refunded
  if (left > 1) refundCharge(stripe, charge.id, stripe.random.chance(0.5) ? {} : { amount: Math.floor(left / 2) })
}

function quarrel(stripe: StripeSandbox, charge: Stripe.Charge): void {
  if (charge.disputed) return
  const dispute = openDispute(stripe, charge.id)
  if (stripe.random.chance(0.6)) closeDispute(stripe, dispute.id, stripe.random.pick(['won', 'lost']))
}

/** Somebody who left subscribes again, or adds a second subscription. */
function comeBack(stripe: StripeSandbox, catalog: DemoCatalog, customer: Stripe.Customer): void {
  if (!methodFor(stripe, customer, null)) attachCard(stripe, customer.id)
  const candidates = pricesOf(catalog).filter(
    (price) => customer.currency == null || price.currency === customer.currency,
  )
  subscribe(stripe, { customer: customer.id, items: [{ price: stripe.random.pick(candidates).id }] })
}

function onLive(
  stripe: StripeSandbox,
  catalog: DemoCatalog,
  customer: Stripe.Customer,
  act: (it: Stripe.Subscription) => void,
): void {
  const live = (stripe.subscriptionsOf.get(customer.id) ?? [])
    .map((id) => stripe.subscriptions.need(id))
    .filter((subscription) => ['active', 'trialing', 'past_due'].includes(subscription.status))
  if (live.length > 0) act(stripe.random.pick(live))
  else comeBack(stripe, catalog, customer)
}

function onCharge(stripe: StripeSandbox, customer: Stripe.Customer, act: (charge: Stripe.Charge) => void): void {
  const charge = stripe.lastChargeOf.get(customer.id)
  if (charge === undefined) editCustomer(stripe, customer)
  else act(stripe.charges.need(charge))
}

/** What is on sale; the archived one is not. */
function pricesOf(catalog: DemoCatalog): Stripe.Price[] {
  return Object.values<Stripe.Price>({ ...catalog }).filter((price) => price.active)
}
