import { recordInvoicePayment } from './actions/invoices.ts'
import { resumeCollectionDue } from './actions/pause.ts'
import { settleCharge } from './actions/payments.ts'
import { cancelScheduled, endTrial, expireIncomplete, finalizeDue, renew, retryPayment } from './actions/renewal.ts'
import { announceInvoice } from './actions/upcoming.ts'
import { automatically, emit } from './emit.ts'
import { AS_IT_HAPPENS } from './flow-orders.ts'
import type { StripeSandbox } from './sandbox.ts'
import type { Task, TaskKind } from './task-queue.ts'

const HANDLERS: Record<TaskKind, (stripe: StripeSandbox, id: string) => void> = {
  announce_trial_end: announceTrialEnd,
  end_trial: endTrial,
  announce_invoice: announceInvoice,
  renew,
  cancel_scheduled: cancelScheduled,
  finalize_invoice: finalizeDue,
  retry_payment: retryPayment,
  expire_incomplete: expireIncomplete,
  resume_collection: resumeCollectionDue,
  record_invoice_payment: (stripe, id) => automatically(stripe, AS_IT_HAPPENS, () => recordInvoicePayment(stripe, id)),
  settle_charge: settleCharge,
}

/** Moves the clock forward; everything that falls due on the way happens at its own second. */
export function advance(stripe: StripeSandbox, seconds: number): void {
  if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError('The clock only moves forward, by whole seconds.')
  advanceTo(stripe, stripe.now() + Math.floor(seconds))
}

/** As `advance`, to a moment; one that has passed already changes nothing. */
export function advanceTo(stripe: StripeSandbox, time: number): void {
  for (;;) {
    const task = stripe.tasks.takeDue(time)
    if (!task) break
    if (task.at > stripe.now()) stripe.setTime(task.at)
    runTask(stripe, task)
  }
  if (time > stripe.now()) stripe.setTime(time)
}

function runTask(stripe: StripeSandbox, task: Task): void {
  HANDLERS[task.kind](stripe, task.id)
}

function announceTrialEnd(stripe: StripeSandbox, id: string): void {
  const subscription = stripe.subscriptions.need(id)
  if (subscription.status !== 'trialing') return
  automatically(stripe, AS_IT_HAPPENS, () => emit(stripe, 'customer.subscription.trial_will_end', subscription))
}
