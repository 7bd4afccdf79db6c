import type { Stripe } from 'stripe'
import { asRequest, automatically, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS, ONE_TIME_PAYMENT } from '../flow-orders.ts'
import { buildCharge } from '../objects/charge.ts'
import { buildInvoicePayment } from '../objects/invoice-payment.ts'
import { buildPaymentIntent, declinedError } from '../objects/payment-intent.ts'
import type { CardBehaviour, StripeSandbox } from '../sandbox.ts'

export interface PaymentFields {
  customer: Stripe.Customer | null
  amount: number
  currency: string
  description: string | null
  /** Null when nobody left a card: the intent stays without a charge. */
  method: Stripe.PaymentMethod | null
  /** The invoice it pays; a second try goes through the same intent. */
  invoice?: Stripe.Invoice
  /** Captured asynchronously: charge.updated tells the balance transaction a little later. */
  settlesLater?: boolean
}

export interface PaymentOutcome {
  result: CardBehaviour | 'no_payment_method'
  intent: Stripe.PaymentIntent
  charge: Stripe.Charge | null
}

/** Seconds until the balance transaction of a one-time payment is told. */
const SETTLE_SECONDS = 2

/** One try to take money, with the events of its intent and charge. */
export function attemptPayment(stripe: StripeSandbox, fields: PaymentFields): PaymentOutcome {
  const intent = intentFor(stripe, fields)
  const { method } = fields
  if (!method) return { result: 'no_payment_method', intent, charge: null }
  const behaviour = stripe.cards.get(method.id) ?? 'succeeds'
  if (behaviour === 'requires_action') {
    return { result: behaviour, intent: requireAction(stripe, intent, method), charge: null }
  }
  const charge = stripe.charges.put(
    buildCharge(stripe, {
      amount: fields.amount,
      currency: fields.currency,
      customer: fields.customer,
      description: fields.description,
      paymentIntent: intent.id,
      paymentMethod: method,
      declineCode: behaviour === 'declines' ? 'generic_decline' : null,
      balanceTransaction: behaviour === 'declines' || fields.settlesLater ? null : stripe.newId('txn'),
    }),
  )
  return { result: behaviour, charge, intent: settleIntent(stripe, intent, charge, method) }
}

/** A payment outside of any invoice, as one-time Checkout makes it. The balance transaction follows in charge.updated. */
export function payOnce(stripe: StripeSandbox, fields: PaymentFields): PaymentOutcome {
  return asRequest(stripe, ONE_TIME_PAYMENT, () => {
    const outcome = attemptPayment(stripe, { ...fields, settlesLater: true })
    if (outcome.charge?.paid) {
      const at = stripe.now() + SETTLE_SECONDS
      stripe.tasks.add({ at, kind: 'settle_charge', id: outcome.charge.id })
    }
    return outcome
  })
}

/** Asynchronous capture: the charge learns its balance transaction and receipt a little later. */
export function settleCharge(stripe: StripeSandbox, chargeId: string): void {
  automatically(stripe, AS_IT_HAPPENS, () => {
    const [before, after] = change(stripe.charges, chargeId, { balance_transaction: stripe.newId('txn') })
    emitChange(stripe, 'charge.updated', before, after)
  })
}

function intentFor(stripe: StripeSandbox, fields: PaymentFields): Stripe.PaymentIntent {
  const { invoice } = fields
  const known = invoice ? stripe.paymentOfInvoice.get(invoice.id) : undefined
  const payment = known === undefined ? undefined : stripe.invoicePayments.need(known)
  if (payment) return stripe.paymentIntents.need(payment.payment.payment_intent as string)
  const intent = stripe.paymentIntents.put(
    buildPaymentIntent(stripe, {
      amount: fields.amount,
      currency: fields.currency,
      customer: fields.customer?.id ?? null,
      description: fields.description,
      paymentMethod: fields.method?.id ?? null,
    }),
  )
  if (invoice) {
    const link = stripe.invoicePayments.put(buildInvoicePayment(stripe, invoice, intent.id))
    stripe.paymentOfInvoice.set(invoice.id, link.id)
    stripe.invoiceOfIntent.set(intent.id, invoice.id)
  }
  emit(stripe, 'payment_intent.created', intent)
  return intent
}

function settleIntent(
  stripe: StripeSandbox,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  if (charge.paid) {
    const [, paid] = change(stripe.paymentIntents, intent.id, {
      amount_received: charge.amount,
      last_payment_error: null,
      latest_charge: charge.id,
      next_action: null,
      payment_method: method.id,
      status: 'succeeded',
    })
    if (typeof charge.customer === 'string') stripe.lastChargeOf.set(charge.customer, charge.id)
    emit(stripe, 'charge.succeeded', charge)
    emit(stripe, 'payment_intent.succeeded', paid)
    return paid
  }
  const [, failed] = change(stripe.paymentIntents, intent.id, {
    last_payment_error: declinedError(charge, method),
    latest_charge: charge.id,
    payment_method: null,
    status: 'requires_payment_method',
  })
  emit(stripe, 'charge.failed', charge)
  emit(stripe, 'payment_intent.payment_failed', failed)
  return failed
}

function requireAction(
  stripe: StripeSandbox,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const [, waiting] = change(stripe.paymentIntents, intent.id, {
    next_action: { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } },
    payment_method: method.id,
    status: 'requires_action',
  })
  emit(stripe, 'payment_intent.requires_action', waiting)
  return waiting
}
