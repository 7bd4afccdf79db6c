import type { Stripe } from 'stripe'
import { advanceTo } from './advance.ts'
import { demoCatalogOf } from './demo-catalog.ts'
import { DAY } from './period.ts'
import { createRandom, shuffled } from './random.ts'
import { StripeSandbox } from './sandbox.ts'
import { actAtRandom, signUp } from './stream-actions.ts'

export interface EventStreamOptions {
  seed: string | number
  /** How many different customers come to exist, as far as the number of events allows; never more. */
  customers: number
  /** How many events to make, exactly. */
  events: number
  /** Seconds; no event lies after it. */
  now: number
}

/** Events that a new subscriber and a month of renewals bring, about. */
const EVENTS_PER_NEWCOMER = 16
const EVENTS_PER_MONTH = 9
/** At least so long between two things that people do. */
const STEP_SECONDS = 3
const MIN_SPAN_DAYS = 2
const MAX_SPAN_DAYS = 3 * 365
/** Part of the stream in which customers sign up; later ones only live on. */
const SIGN_UP_SHARE = 0.7

/**
 * The lives of many subscribers interleaved, as one account really sees them: sign-ups, renewals, failures and
 * recoveries, plan changes, refunds, disputes, cancellations. Oldest first; equal options give equal events.
 */
export function makeEventStream(options: EventStreamOptions): Stripe.Event[] {
  return makeEventHistory(options).events
}

/** As makeEventStream, with the sandbox that holds the objects' last state. */
export function makeEventHistory(options: EventStreamOptions): { events: Stripe.Event[]; stripe: StripeSandbox } {
  const span = spanSeconds(options)
  const start = options.now - span
  const stripe = new StripeSandbox({ seed: options.seed, now: start })
  const catalog = demoCatalogOf(stripe)
  const crowd = { living: [] as string[], signedUp: 0, wanted: options.customers }
  while (stripe.events.size < options.events) {
    const done = stripe.events.size / options.events
    const wanted = Math.max(Math.ceil(options.customers * Math.min(done / SIGN_UP_SHARE, 1)), 1)
    if (crowd.signedUp < wanted) signUp(stripe, catalog, crowd)
    else actAtRandom(stripe, catalog, crowd)
    const step = Math.max(start + Math.floor(span * done), stripe.now() + STEP_SECONDS)
    // A second is left for the events that a flow dates one second ahead.
    advanceTo(stripe, Math.min(step, options.now - 1))
  }
  return { events: stripe.events.all().slice(0, options.events), stripe }
}

/** Repeats a share of the events and mixes them all, as an endpoint may get them. */
export function shuffleWithDuplicates(
  events: readonly Stripe.Event[],
  seed: string | number,
  duplicateRate: number,
): Stripe.Event[] {
  const random = createRandom(seed)
  const repeated = events.filter(() => random.chance(duplicateRate))
  return shuffled([...events, ...repeated], random)
}

/** So long that renewals make up about half of the stream; the rest are sign-ups and what people do. */
function spanSeconds(options: EventStreamOptions): number {
  const perCustomer = Math.max(options.events / Math.max(options.customers, 1) - EVENTS_PER_NEWCOMER, 1)
  const days = (perCustomer / EVENTS_PER_MONTH / 2) * 30
  return Math.floor(Math.min(Math.max(days, MIN_SPAN_DAYS), MAX_SPAN_DAYS) * DAY)
}
