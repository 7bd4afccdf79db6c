import type { Stripe } from 'stripe'
import { asRequest, automatically, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { pausedBecause } from './collection.ts'
import { startPeriod } from './renewal.ts'
import { needSubscription } from './subscription-reading.ts'

/** Stops collecting money. The status stays as it is and the only event is customer.subscription.updated. */
export function pauseCollection(
  stripe: StripeSandbox,
  id: string,
  behavior: 'keep_as_draft' | 'mark_uncollectible' | 'void',
  resumesAt: number | null = null,
): Stripe.Subscription {
  if (resumesAt !== null) stripe.tasks.add({ at: resumesAt, kind: 'resume_collection', id })
  return setPauseCollection(stripe, id, { behavior, resumes_at: resumesAt })
}

export function resumeCollection(stripe: StripeSandbox, id: string): Stripe.Subscription {
  return setPauseCollection(stripe, id, null)
}

/** The date that was set for it has come. */
export function resumeCollectionDue(stripe: StripeSandbox, id: string): void {
  const pause = stripe.subscriptions.need(id).pause_collection
  if (pause?.resumes_at == null || pause.resumes_at > stripe.now()) return
  automatically(stripe, AS_IT_HAPPENS, () => resumeCollection(stripe, id))
}

/** The status `paused`: no invoices until it is resumed. */
export function pauseSubscription(stripe: StripeSandbox, id: string): Stripe.Subscription {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    needSubscription(stripe, id)
    const [before, after] = change(stripe.subscriptions, id, pausedBecause(stripe, 'pause_requested'))
    emitChange(stripe, 'customer.subscription.updated', before, after)
    emit(stripe, 'customer.subscription.paused', after)
    return after
  })
}

/** Out of `paused`: active with a period that begins now and is charged like a renewal. */
export function resumeSubscription(stripe: StripeSandbox, id: string): Stripe.Subscription {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const before = needSubscription(stripe, id)
    const { status_details: _, ...paused } = before
    const now = stripe.now()
    const items = paused.items.data.map((item) => ({ ...item, current_period_end: now }))
    const anchored = { ...paused, billing_cycle_anchor: now, items: { ...paused.items, data: items } }
    startPeriod(stripe, anchored, { status: 'active' }, before)
    const after = stripe.subscriptions.need(id)
    emit(stripe, 'customer.subscription.resumed', after)
    return after
  })
}

function setPauseCollection(
  stripe: StripeSandbox,
  id: string,
  pause: Stripe.Subscription.PauseCollection | null,
): Stripe.Subscription {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    needSubscription(stripe, id)
    const [before, after] = change(stripe.subscriptions, id, { pause_collection: pause })
    emitChange(stripe, 'customer.subscription.updated', before, after)
    return after
  })
}
