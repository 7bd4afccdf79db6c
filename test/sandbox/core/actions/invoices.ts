import type { Stripe } from 'stripe'
import { change, emit, emitChange } from '../emit.ts'
import { buildInvoice, type InvoiceFields } from '../objects/invoice.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { missingResource, StripeProblem } from '../stripe-problem.ts'

/** Stores a draft; the caller decides when its invoice.created goes out. */
export function draftInvoice(stripe: StripeSandbox, fields: InvoiceFields): Stripe.Invoice {
  return stripe.invoices.put(buildInvoice(stripe, fields))
}

/** Draft to open: the number is given, the customer's balance is used up, the address and e-mail are frozen. */
export function finalizeInvoice(stripe: StripeSandbox, id: string): Stripe.Invoice {
  const invoice = needInvoice(stripe, id)
  if (invoice.status !== 'draft') {
    throw new StripeProblem(400, "This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: 'invoice_not_editable',
    })
  }
  const now = stripe.now()
  const customer = stripe.customers.get(invoice.customer as string)
  const startingBalance = customer?.balance ?? 0
  const credit = Math.min(Math.max(-startingBalance, 0), Math.max(invoice.total, 0))
  // A total below zero becomes credit for the next invoice.
  const endingBalance = startingBalance + credit + Math.min(invoice.total, 0)
  const due = Math.max(invoice.total, 0) - credit
  const [, after] = change(stripe.invoices, id, {
    amount_due: due,
    amount_remaining: due,
    auto_advance: true,
    automatically_finalizes_at: null,
    effective_at: now,
    ending_balance: endingBalance,
    hosted_invoice_url: `https://invoice.example.com/i/${id}`,
    invoice_pdf: `https://invoice.example.com/i/${id}.pdf`,
    number: numberFor(stripe, customer),
    starting_balance: startingBalance,
    status: 'open',
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
    webhooks_delivered_at: now,
  })
  if (customer && endingBalance !== startingBalance) {
    const [old, credited] = change(stripe.customers, customer.id, { balance: endingBalance })
    emitChange(stripe, 'customer.updated', old, credited)
  }
  emit(stripe, 'invoice.finalized', after)
  return after
}

export interface PaidFields {
  how: 'charge' | 'balance' | 'out_of_band'
  /** An invoice that was open for a while also tells invoice.updated. */
  wasOpen: boolean
}

/** Marks it paid and emits invoice.paid, with invoice.payment_succeeded unless it was settled outside of Stripe. */
export function markPaid(stripe: StripeSandbox, id: string, { how, wasOpen }: PaidFields): Stripe.Invoice {
  const invoice = needInvoice(stripe, id)
  const paidByCharge = how === 'charge' ? invoice.amount_due : 0
  const [, after] = change(stripe.invoices, id, {
    amount_paid: paidByCharge,
    amount_paid_off_stripe: how === 'out_of_band' ? invoice.amount_due : 0,
    amount_remaining: 0,
    attempt_count: invoice.attempt_count + (how === 'charge' ? 1 : 0),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: stripe.now() },
  })
  if (wasOpen) emitChange(stripe, 'invoice.updated', invoice, after)
  emit(stripe, 'invoice.paid', after)
  if (how !== 'out_of_band') emit(stripe, 'invoice.payment_succeeded', after)
  if (how === 'charge') settleInvoicePayment(stripe, after)
  return after
}

export function voidInvoice(stripe: StripeSandbox, id: string): Stripe.Invoice {
  const invoice = needInvoice(stripe, id)
  const [, after] = change(stripe.invoices, id, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: stripe.now() },
  })
  emit(stripe, 'invoice.voided', after)
  cancelIntentOf(stripe, id)
  return after
}

/** Given up as bad debt; it can still be paid later. */
export function markUncollectible(stripe: StripeSandbox, id: string): Stripe.Invoice {
  const invoice = needInvoice(stripe, id)
  const [, after] = change(stripe.invoices, id, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'uncollectible',
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: stripe.now() },
  })
  emit(stripe, 'invoice.marked_uncollectible', after)
  return after
}

/** Tells invoice_payment.paid, which Stripe sends some seconds after invoice.paid. */
export function recordInvoicePayment(stripe: StripeSandbox, id: string): void {
  const [, after] = change(stripe.invoicePayments, id, {})
  emit(stripe, 'invoice_payment.paid', after)
}

export function needInvoice(stripe: StripeSandbox, id: string): Stripe.Invoice {
  const invoice = stripe.invoices.get(id)
  if (!invoice) throw missingResource('invoice', id)
  return invoice
}

function settleInvoicePayment(stripe: StripeSandbox, invoice: Stripe.Invoice): void {
  const id = stripe.paymentOfInvoice.get(invoice.id)
  if (id === undefined) return
  change(stripe.invoicePayments, id, {
    amount_paid: invoice.amount_paid,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: stripe.now() },
  })
  stripe.tasks.add({ at: stripe.now() + stripe.random.int(1, 21), kind: 'record_invoice_payment', id })
}

function cancelIntentOf(stripe: StripeSandbox, invoiceId: string): void {
  const paymentId = stripe.paymentOfInvoice.get(invoiceId)
  if (paymentId === undefined) return
  const intentId = stripe.invoicePayments.need(paymentId).payment.payment_intent as string
  const [before, after] = change(stripe.paymentIntents, intentId, {
    canceled_at: stripe.now(),
    cancellation_reason: 'void_invoice',
    status: 'canceled',
  })
  if (before.status !== 'succeeded') emit(stripe, 'payment_intent.canceled', after)
}

/** `ABCD1234-0001`; the counter on the customer moves without an event. */
function numberFor(stripe: StripeSandbox, customer: Stripe.Customer | undefined): string {
  if (!customer) return `${stripe.random.chars(8).toUpperCase()}-0001`
  const sequence = customer.next_invoice_sequence ?? 1
  change(stripe.customers, customer.id, { next_invoice_sequence: sequence + 1 })
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`
}
