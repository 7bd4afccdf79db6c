import type { BillingSubscription } from './billing.ts'
import type { Payer } from './payer.ts'
import { decidingInvoiceOf, firstFailureOf, type InvoiceEvidence, invoicesOf, proofOf } from './proof.ts'

/**
 * Since when a payment has been failing; null where none is. Invoice and status each say so; the later of the two is
 * believed, and within one second the invoice that the subscription names, which Stripe changes first. An open invoice
 * alone says nothing: a debit takes days.
 */
export function failingSince(payer: Payer, billing: BillingSubscription, at: number): number | null {
  const proof = proofOf(payer, billing.id)
  const invoice = decidingInvoiceOf(payer, billing.id)
  const speaks = invoice !== null && isLater(payer, invoice, billing, at)
  if (speaks && invoice.outcome === 'paid') return null
  const isFailed = speaks && isFailedInvoice(payer, billing.id, invoice)
  if (!isFailed && billing.status === 'active') return null
  const firsts = (keys: string[]): number[] =>
    keys.map((key) => firstFailureOf(proof, key)).filter((time) => time !== null)
  // What failed before the last payment is over; so is what failed before Stripe said that all is well.
  const standing = firsts(Object.keys(proof.failures)).filter((time) => time > proof.paidAt && time >= proof.activeAt)
  const own = firsts([failureKey(billing), ...(invoice && invoice.outcome !== 'paid' ? [invoice.id] : [])])
  const times = standing.length > 0 ? standing : own
  return times.length > 0 ? Math.min(...times) : isFailed ? invoice.at : at
}

/** Open, and Stripe has told that a payment of it failed. */
export function isFailedInvoice(payer: Payer, subscription: string, { id, outcome }: InvoiceEvidence): boolean {
  return outcome === 'open' && proofOf(payer, subscription).failures[id] !== undefined
}

/** What a failure belongs to: the invoice, or the period where the subscription names no invoice. */
export function failureKey({ latestInvoice, currentPeriodEnd }: BillingSubscription): string {
  return latestInvoice ?? `until ${currentPeriodEnd ?? 'ever'}`
}

/** It, or one that was taken back since, is known as of later than the subscription. */
function isLater(payer: Payer, invoice: InvoiceEvidence, billing: BillingSubscription, at: number): boolean {
  const all = invoicesOf(payer, billing.id)
  return all.slice(0, all.findIndex(({ id }) => id === invoice.id) + 1).some((one) => {
    const isNamed = billing.latestInvoice === null || billing.latestInvoice === one.id
    return one.at > at || (one.at === at && isNamed)
  })
}
