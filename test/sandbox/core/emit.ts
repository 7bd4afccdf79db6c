import type { Stripe } from 'stripe'
import type { LegacyLinks } from './event-log.ts'
import type { ObjectTable } from './object-table.ts'
import { previousAttributes } from './previous-attributes.ts'
import type { Emission, StripeSandbox } from './sandbox.ts'
import { SANDBOX_API_VERSION } from './sandbox.ts'

export type EventType = Stripe.Event['type']
export type EventObject<T extends EventType> = Extract<Stripe.Event, { type: T }>['data']['object']

/** The order in which a flow's events reach an endpoint, each with the seconds its `created` lies after the first. */
export type FlowOrder = readonly (readonly [type: EventType, seconds: number])[]

/** Told to an application about an account that is not its own: only these name the account on every endpoint. */
const ABOUT_AN_APPLICATION = /^account\.application\./
const INTENT_FAMILY = /^(charge|payment_intent|refund)\./
/** Stripe acting by itself: a renewal, a retry. */
const NO_REQUEST: Stripe.Event.Request = { id: null, idempotency_key: null }

/** Appends an event about the object as it is now. */
export function emit<T extends EventType>(stripe: StripeSandbox, type: T, object: EventObject<T>): void {
  hold(stripe, { type, object, previous: null, links: linksFor(stripe, object) })
}

/** Appends an event that also tells what was before; nothing when the object did not change. */
export function emitChange<T extends EventType>(
  stripe: StripeSandbox,
  type: T,
  before: EventObject<T>,
  after: EventObject<T>,
): void {
  const previous = previousAttributes(before, after)
  if (Object.keys(previous).length > 0) hold(stripe, { type, object: after, previous, links: linksFor(stripe, after) })
}

/** Stores a changed copy of an object; the events that showed the old one keep it. */
export function change<T extends { id: string }>(
  table: ObjectTable<T>,
  id: string,
  patch: Partial<NoInfer<T>>,
): [T, T] {
  const before = table.need(id)
  return [before, table.put({ ...before, ...patch })]
}

/** Runs one API request: its events share a request id. Inside another request or Stripe's own work it joins that. */
export function asRequest<T>(stripe: StripeSandbox, order: FlowOrder, run: () => T): T {
  if (stripe.cause) return inOrder(stripe, order, run)
  stripe.cause = { id: stripe.newId('req'), idempotency_key: `sandbox-${stripe.random.chars(20).toLowerCase()}` }
  try {
    return inOrder(stripe, order, run)
  } finally {
    stripe.cause = null
  }
}

/** Runs what Stripe does by itself: its events name no request. */
export function automatically<T>(stripe: StripeSandbox, order: FlowOrder, run: () => T): T {
  const outer = stripe.cause
  stripe.cause = NO_REQUEST
  try {
    return inOrder(stripe, order, run)
  } finally {
    stripe.cause = outer
  }
}

/** Types the order does not name keep their place among those before them. */
function inOrder<T>(stripe: StripeSandbox, order: FlowOrder, run: () => T): T {
  if (stripe.held || order.length === 0) return run()
  stripe.held = []
  try {
    return run()
  } finally {
    const held = stripe.held
    stripe.held = null
    release(stripe, held, order)
  }
}

function release(stripe: StripeSandbox, held: Emission[], order: FlowOrder): void {
  let previous = { rank: -1, seconds: 0 }
  const ranked = held.map((emission) => {
    const rank = order.findIndex(([type]) => type === emission.type)
    if (rank >= 0) previous = { rank, seconds: order[rank]?.[1] ?? 0 }
    return { emission, ...previous }
  })
  ranked.sort((a, b) => a.rank - b.rank)
  for (const { emission, seconds } of ranked) append(stripe, emission, seconds)
}

function hold(stripe: StripeSandbox, emission: Emission): void {
  if (stripe.held) stripe.held.push(emission)
  else append(stripe, emission, 0)
}

function append(stripe: StripeSandbox, emission: Emission, seconds: number): void {
  const objectId = (emission.object as { id?: string }).id
  let created = stripe.now() + seconds
  if (objectId !== undefined) {
    // What happened to one object later is never dated earlier, also where two flows share a second.
    created = Math.max(created, stripe.lastEventOf.get(objectId) ?? 0)
    stripe.lastEventOf.set(objectId, created)
  }
  const event = {
    id: stripe.newId(INTENT_FAMILY.test(emission.type) ? 'evt_3' : 'evt'),
    object: 'event',
    api_version: SANDBOX_API_VERSION,
    created,
    data: emission.previous
      ? { object: emission.object, previous_attributes: emission.previous }
      : { object: emission.object },
    livemode: stripe.livemode,
    pending_webhooks: 1,
    request: stripe.cause ?? NO_REQUEST,
    type: emission.type,
    ...(ABOUT_AN_APPLICATION.test(emission.type) ? { account: stripe.account.id } : {}),
  }
  // The type and its object belong together by the signature of emit, which the union cannot see.
  stripe.record({ event: event as unknown as Stripe.Event, links: emission.links })
}

/** What older API versions would show on the object now; null for objects that have no such links. */
export function linksFor(stripe: StripeSandbox, object: { object?: string; id?: string }): LegacyLinks | null {
  if (object.object === 'invoice') return linksOfInvoice(stripe, object.id)
  if (object.object === 'charge') {
    const charge = object as Stripe.Charge
    return { invoice: invoiceOf(stripe, charge.payment_intent), charge: null, paymentIntent: null }
  }
  if (object.object === 'payment_intent') {
    return { invoice: invoiceOf(stripe, object.id ?? null), charge: null, paymentIntent: null }
  }
  return null
}

function linksOfInvoice(stripe: StripeSandbox, invoiceId: string | undefined): LegacyLinks {
  const paymentId = invoiceId === undefined ? undefined : stripe.paymentOfInvoice.get(invoiceId)
  const payment = paymentId === undefined ? undefined : stripe.invoicePayments.get(paymentId)
  const intentId = (payment?.payment.payment_intent as string | undefined) ?? null
  const charge = intentId === null ? null : stripe.paymentIntents.need(intentId).latest_charge
  return { invoice: null, charge: (charge as string | null) ?? null, paymentIntent: intentId }
}

function invoiceOf(stripe: StripeSandbox, intent: string | { id: string } | null): string | null {
  const id = typeof intent === 'object' ? intent?.id : intent
  return (id && stripe.invoiceOfIntent.get(id)) ?? null
}
