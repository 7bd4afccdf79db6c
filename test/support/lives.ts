import { DAY, HOUR, MINUTE, NOW, type SubscriptionSeed } from './billing.ts'
import type { StripeEvent } from './billing-events.ts'
import { type Chance, Life } from './life.ts'
import { seededRandom } from './random.ts'

/** Half an hour off the hour: all that falls due does so at least some minutes away from now. */
const PHASE = 30 * MINUTE

export interface Lives {
  /** Oldest first; of one second in the order in which they happened. */
  events: StripeEvent[]
  stripeCustomerIds: string[]
}

/**
 * The lives of several Stripe customers over two months: trials, renewals that are paid or fail, plans that change, pauses,
 * cancels that are taken back, invoices that are voided, refunds that fail, disputes, appeals and deletions. Some of them
 * share an id of the account's own, in the metadata of the Stripe customer or of a subscription; no two share an e-mail
 * address.
 */
export function makeLives(seed: number, customers: number, actsEach: number): Lives {
  const random = seededRandom(seed)
  const chance: Chance = {
    next: random,
    pick: (items) => items[Math.floor(random() * items.length)] as (typeof items)[number],
  }
  const lives = Array.from({ length: customers }, (_, at) => makeLife(chance, `cus_${seed}_${at}`, at, actsEach))
  const events = lives
    .flatMap((life) => life.events)
    .map((event, at) => ({ event, at }))
    .sort((a, b) => a.event.created - b.event.created || a.at - b.at)
    .map(({ event }) => event)
  return { events, stripeCustomerIds: lives.map(({ id }) => id) }
}

function makeLife(chance: Chance, id: string, at: number, acts: number): Life {
  const bornAt = NOW - 60 * DAY - PHASE + Math.floor(chance.next() * 20) * DAY
  // Two and two have one own id, told by one of the two ways or by both.
  const own = { user_id: `user_${Math.floor(at / 2)}` }
  const way = chance.pick(['person', 'subscription', 'both', 'none'] as const)
  const metadata = way === 'person' || way === 'both' ? own : {}
  const life = new Life(chance, bornAt, { id, email: `${id}@example.com`, name: `Person ${at}`, metadata })
  signUp(chance, life, way === 'subscription' || way === 'both' ? own : {})
  for (let act = 0; act < acts && !life.isGone; act += 1) {
    const hours = Math.floor(chance.next() * 72)
    if (life.now + hours * HOUR < NOW - 2 * HOUR) life.wait(hours)
    chance.pick(ACTS)(chance, life)
  }
  return life
}

const PRICES = [
  { id: 'price_pro', product: 'prod_pro', amount: 2900 },
  { id: 'price_seats', product: 'prod_seats', amount: 700, quantity: 5 },
  { id: 'price_year', product: 'prod_pro', amount: 29_000, interval: 'year' },
] as const

function signUp(chance: Chance, life: Life, metadata: Record<string, string>): void {
  const items = [chance.pick(PRICES)]
  const currency = chance.pick(['usd', 'eur'])
  const status = chance.pick(['active', 'active', 'trialing', 'incomplete'] as const)
  const trialEnd = status === 'trialing' ? life.now + 60 * DAY + 7 * DAY : null
  const made = life.subscribe({ items, currency, status, trialEnd, metadata })
  if (status === 'trialing') return
  const bill = life.bill(made)
  if (status === 'active' || chance.next() < 0.5) life.pay(bill)
  else life.fail(bill)
  life.change(made, { status: bill.status === 'paid' ? 'active' : 'incomplete', latestInvoice: bill.id as string })
}

type Act = (chance: Chance, life: Life) => void

const ACTS: readonly Act[] = [
  renew,
  renew,
  recover,
  recover,
  switchPlan,
  toggleCancel,
  togglePause,
  giveBack,
  quarrel,
  onLive((_, life, it) => life.change(it, { status: it.status === 'paused' ? 'active' : 'paused' })),
  onLive((chance, life, it) => (chance.next() < 0.4 ? life.end(it) : undefined)),
  (chance, life) => life.edit({ name: `Renamed ${Math.floor(chance.next() * 1e6)}` }),
  (chance, life) => signUp(chance, life, {}),
  (chance, life) => (chance.next() < 0.15 ? life.die() : undefined),
]

function onLive(act: (chance: Chance, life: Life, it: SubscriptionSeed) => void): Act {
  return (chance, life) => {
    const live = life.subscriptions.filter(({ status }) => status !== 'canceled' && status !== 'incomplete')
    if (live.length > 0) act(chance, life, chance.pick(live))
  }
}

function renew(chance: Chance, life: Life): void {
  onLive((_, __, it) => {
    const bill = life.bill(it)
    life.change(it, { periodEnd: life.now + 30 * DAY, latestInvoice: bill.id as string })
    if (chance.next() < 0.6) {
      life.pay(bill)
      return
    }
    life.fail(bill)
    life.change(it, { status: 'past_due' })
  })(chance, life)
}

/** Another attempt, after which the subscription follows what became of it. */
function recover(chance: Chance, life: Life): void {
  const failing = life.subscriptions.find(({ status }) => status === 'past_due')
  const bill = failing && life.invoices.get(failing.id as string)
  if (!failing || !bill || bill.status !== 'open') return
  if (chance.next() < 0.15) {
    life.void(bill)
    life.change(failing, { status: 'active' })
    return
  }
  if (chance.next() < 0.5) {
    life.fail(bill)
    if (chance.next() < 0.3) life.change(failing, { status: 'unpaid' })
    return
  }
  life.pay(bill)
  life.change(failing, { status: 'active' })
}

function switchPlan(chance: Chance, life: Life): void {
  onLive((_, __, it) => {
    life.change(it, { items: [chance.pick(PRICES)] })
    if (chance.next() < 0.3) life.change(it, { items: [chance.pick(PRICES), chance.pick(PRICES)] })
  })(chance, life)
}

function toggleCancel(chance: Chance, life: Life): void {
  onLive((_, __, it) => {
    const ends = it.cancelAt ? {} : { cancelAt: it.periodEnd ?? null, canceledAt: life.now }
    const flag = !it.cancelAt && chance.next() < 0.5
    life.change(it, { cancelAt: null, canceledAt: null, cancelAtPeriodEnd: flag, ...ends })
  })(chance, life)
}

function togglePause(chance: Chance, life: Life): void {
  onLive((_, __, it) => {
    const behavior = chance.pick(['void', 'keep_as_draft', 'mark_uncollectible'] as const)
    life.change(it, { pause: it.pause ? null : { behavior, resumes_at: null } })
  })(chance, life)
}

function giveBack(chance: Chance, life: Life): void {
  const paid = life.charges.filter(({ refunded = 0, amount = 0 }) => refunded < amount)
  if (paid.length === 0) return
  const one = chance.pick(paid)
  if (!one.refunded) life.refund(one, Math.floor((one.amount ?? 0) / 3))
  if (chance.next() < 0.6) life.refund(one, one.amount ?? 0)
  if (chance.next() < 0.3) life.failRefund(one)
}

function quarrel(chance: Chance, life: Life): void {
  const paid = life.charges.filter(({ disputed }) => !disputed)
  if (paid.length === 0) return
  const opened = life.quarrel(chance.pick(paid))
  if (chance.next() < 0.6) life.settle(opened, chance.pick(['won', 'lost']))
  if (opened.status !== 'lost' || chance.next() < 0.5) return
  life.settle(opened, 'appeal_under_review')
  if (chance.next() < 0.5) life.settle(opened, chance.pick(['won', 'lost']))
}
