import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'

/** Open until the intent succeeded. */
export function buildInvoicePayment(
  stripe: Maker,
  invoice: Stripe.Invoice,
  paymentIntent: string,
): Stripe.InvoicePayment {
  return {
    id: stripe.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: stripe.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: stripe.livemode,
    payment: { payment_intent: paymentIntent, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  }
}
