import { failingSince } from './access.ts'
import type { Money } from './billing.ts'
import type { FailedPayment, StoredCustomer } from './customer.ts'
import { type InvoiceEvidence, latestInvoiceOf, type Payer } from './payer.ts'
import { isoOrNull, isoSeconds } from './times.ts'

/** The latest money that came in, over all of the customer's Stripe customers. */
export function lastPaymentOf(payers: readonly Payer[]): StoredCustomer['last_payment'] {
  const payments = payers.flatMap(({ lastPayment }) => (lastPayment ? [lastPayment] : []))
  const last = payments.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))[0]
  return last ? { amount: last.amount, currency: last.currency, at: isoSeconds(last.at) } : null
}

/** What fails to be paid now: the latest invoice of a subscription, else a charge that nothing came after. */
export function failedPaymentOf(payers: readonly Payer[], isErased: boolean): FailedPayment | null {
  const failing = payers
    .flatMap((payer) =>
      Object.keys(payer.invoices)
        .filter((id) => isFailing(payer, id))
        .flatMap((id) => latestInvoiceOf(payer, id) ?? [])
        .filter(({ outcome }) => outcome === 'failed')
        .map((invoice) => ofInvoice(invoice, isErased ? null : (payer.lastFailure?.reason ?? null))),
    )
    .sort((a, b) => (a.at < b.at ? 1 : -1))
  return failing[0] ?? failedCharge(payers, isErased)
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

function ofInvoice(invoice: InvoiceEvidence, reason: string | null): FailedPayment {
  return {
    amount: invoice.amount,
    currency: invoice.currency,
    at: isoSeconds(invoice.at),
    attempts: invoice.attempts,
    next_attempt_at: isoOrNull(invoice.nextAttempt),
    reason,
  }
}

function failedCharge(payers: readonly Payer[], isErased: boolean): FailedPayment | null {
  const paidAt = Math.max(0, ...payers.map(({ lastPayment }) => lastPayment?.at ?? 0))
  const failures = payers.flatMap(({ lastFailure, subscriptions }) =>
    lastFailure && Object.values(subscriptions).some(({ billing }) => isOpen(billing.status)) ? [lastFailure] : [],
  )
  const last = failures.filter(({ at }) => at > paidAt).sort((a, b) => b.at - a.at)[0]
  if (!last) return null
  const { amount, currency, at, reason } = last
  return {
    ...{ amount, currency, at: isoSeconds(at), attempts: 1, next_attempt_at: null },
    reason: isErased ? null : reason,
  }
}

/**
 * What the customer has brought in. Charges miss what was paid outside Stripe, invoices miss single charges, and since
 * 2025-03-31.basil nothing on a charge names its invoice: the greater of the two sums stands, less what went back.
 */
export function lifetimeValueOf(payers: readonly Payer[]): Money[] {
  const currencies = [...new Set(payers.flatMap(({ money }) => Object.keys(money)))].sort()
  return currencies.map((currency) => ({
    currency,
    amount: payers.reduce((sum, { money }) => {
      const { charges = 0, invoices = 0, refunded = 0 } = money[currency] ?? {}
      return sum + Math.max(charges, invoices) - refunded
    }, 0),
  }))
}
