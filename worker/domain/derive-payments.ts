import type { Money } from './billing.ts'
import type { FailedPayment, StoredCustomer } from './customer.ts'
import { failingSince, isFailedInvoice } from './failing.ts'
import { concerns } from './packages.ts'
import type { Payer, Payment } from './payer.ts'
import { decidingInvoiceOf, firstFailureOf, type InvoiceEvidence, proofOf } from './proof.ts'
import { isoOfSeconds, isoOfSecondsOrNull } from './times.ts'

type Included = readonly string[] | null

/** The latest money that came in, over all of the customer's Stripe customers. */
export function lastPaymentOf(payers: readonly Payer[], included: Included): StoredCustomer['last_payment'] {
  const last = payers.flatMap((payer) => paymentsOf(payer, included)).sort(latestFirst)[0]
  return last ? { amount: last.amount, currency: last.currency, at: isoOfSeconds(last.at) } : null
}

/** Who pays for foreign products as well: of a charge nobody knows for which, so that invoices alone tell. */
function paymentsOf(payer: Payer, included: Included): Payment[] {
  const { lastPayment, proofs } = payer
  if (foreignOf(payer, included).length === 0) return lastPayment ? [lastPayment] : []
  return Object.keys(proofs)
    .filter((id) => !isForeign(payer, id, included))
    .flatMap((id) => proofOf(payer, id).lastPayment ?? [])
}

function latestFirst(a: Payment, b: Payment): number {
  return b.at - a.at || (a.id < b.id ? 1 : -1)
}

function foreignOf(payer: Payer, included: Included): string[] {
  return Object.keys(payer.subscriptions).filter((id) => isForeign(payer, id, included))
}

/** Only of a subscription that was seen is known what it is for. */
function isForeign({ subscriptions }: Payer, id: string, included: Included): boolean {
  const seen = subscriptions[id]
  return seen !== undefined && !concerns(seen.billing, included)
}

/** What fails to be paid now: the latest invoice of a subscription, else a charge that nothing came after. */
export function failedPaymentOf(payers: readonly Payer[], included: Included, isErased: boolean): FailedPayment | null {
  const failing = payers
    .flatMap((payer) =>
      Object.keys(payer.proofs)
        // Of several of one second the first by its id is shown, whichever came first.
        .sort()
        .filter((id) => !isForeign(payer, id, included) && isFailing(payer, id))
        .flatMap((id) => {
          const invoice = decidingInvoiceOf(payer, id)
          if (!invoice || !isFailedInvoice(payer, id, invoice)) return []
          const at = firstFailureOf(proofOf(payer, id), invoice.id) ?? invoice.at
          return [ofInvoice(invoice, at, isErased ? null : (payer.lastFailure?.reason ?? null))]
        }),
    )
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
  return failing[0] ?? failedCharge(payers, included, isErased)
}

/** A later sight of the subscription may say that the payment is waited for no more. */
function isFailing(payer: Payer, id: string): boolean {
  const seen = payer.subscriptions[id]
  if (!seen) return true
  return isOpen(seen.billing.status) && failingSince(payer, seen.billing, seen.at) !== null
}

/** A subscription that is over is not waited for. */
function isOpen(status: string | undefined): boolean {
  return status !== 'canceled' && status !== 'incomplete_expired'
}

function ofInvoice(invoice: InvoiceEvidence, at: number, reason: string | null): FailedPayment {
  return {
    amount: invoice.amount,
    currency: invoice.currency,
    at: isoOfSeconds(at),
    attempts: invoice.attempts,
    next_attempt_at: isoOfSecondsOrNull(invoice.nextAttempt),
    reason,
  }
}

function failedCharge(payers: readonly Payer[], included: Included, isErased: boolean): FailedPayment | null {
  const paidAt = Math.max(0, ...payers.map(({ lastPayment }) => lastPayment?.at ?? 0))
  const failures = payers.flatMap((payer) => {
    const { lastFailure, subscriptions } = payer
    const open = Object.keys(subscriptions).filter((id) => isOpen(subscriptions[id]?.billing.status))
    if (!lastFailure || open.length === 0 || foreignOf(payer, included).length > 0) return []
    // Stripe has said since that all is well.
    const isOver = open.some((id) => proofOf(payer, id).activeAt > lastFailure.at)
    return isOver ? [] : [lastFailure]
  })
  const last = failures.filter(({ at }) => at > paidAt).sort((a, b) => b.at - a.at)[0]
  if (!last) return null
  const { amount, currency, at, reason } = last
  return {
    ...{ amount, currency, at: isoOfSeconds(at), attempts: 1, next_attempt_at: null },
    reason: isErased ? null : reason,
  }
}

/**
 * What the customer has brought in. Charges miss what was paid outside Stripe, invoices miss single charges, and since
 * 2025-03-31.basil nothing on a charge names its invoice: the greater of the two sums stands, less what went
 * back and what invoices brought for foreign products; never less than nothing, since what went back may have been
 * for those.
 */
export function lifetimeValueOf(payers: readonly Payer[], included: Included): Money[] {
  const currencies = [...new Set(payers.flatMap(({ money }) => Object.keys(money)))].sort()
  return currencies.map((currency) => ({
    currency,
    amount: payers.reduce((sum, payer) => {
      const { charges = 0, invoices = 0, refunded = 0 } = payer.money[currency] ?? {}
      const foreign = foreignOf(payer, included).map((id) => proofOf(payer, id).paid[currency] ?? 0)
      const left = Math.max(charges, invoices) - refunded - foreign.reduce((all, paid) => all + paid, 0)
      return sum + Math.max(0, left)
    }, 0),
  }))
}
