import type { Stripe } from 'stripe'
import { asRequest, emit } from '../emit.ts'
import { NEW_SUBSCRIPTION, ONE_TIME_PAYMENT } from '../flow-orders.ts'
import { buildCheckoutSession } from '../objects/checkout-session.ts'
import type { CustomerFields } from '../objects/customer.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { attachCard, createCustomer, needCustomer } from './customers.ts'
import { payOnce } from './payments.ts'
import { type SubscribeFields, subscribe } from './subscribe.ts'
import { methodFor } from './subscription-reading.ts'

export interface CheckoutFields extends Omit<SubscribeFields, 'customer'> {
  /** A known customer, or what a new one types in. */
  customer: string | CustomerFields
  clientReferenceId?: string
}

/** Hosted Checkout for a subscription: card, customer, session and subscription come about in one go. */
export function checkoutSubscription(stripe: StripeSandbox, fields: CheckoutFields): Stripe.Checkout.Session {
  return asRequest(stripe, NEW_SUBSCRIPTION, () => {
    const known = typeof fields.customer === 'string'
    const customer =
      typeof fields.customer === 'string'
        ? needCustomer(stripe, fields.customer)
        : createCustomer(stripe, fields.customer)
    if (!known || !methodFor(stripe, customer, null)) attachCard(stripe, customer.id)
    const subscription = subscribe(stripe, { ...fields, customer: customer.id })
    const invoice = stripe.invoices.need(subscription.latest_invoice as string)
    const session = stripe.checkoutSessions.put(
      buildCheckoutSession(stripe, {
        mode: 'subscription',
        customer: stripe.customers.need(customer.id),
        currency: subscription.currency,
        amountTotal: invoice.total,
        paymentStatus: invoice.total === 0 ? 'no_payment_required' : 'paid',
        paymentIntent: null,
        subscription: subscription.id,
        invoice: invoice.id,
        clientReferenceId: fields.clientReferenceId ?? null,
      }),
    )
    emit(stripe, 'checkout.session.completed', session)
    return session
  })
}

/** Checkout for a single amount: no invoice, the balance transaction follows two seconds later. */
export function checkoutPayment(
  stripe: StripeSandbox,
  fields: { customer: string; amount: number; currency: string; description: string },
): Stripe.Checkout.Session {
  return asRequest(stripe, ONE_TIME_PAYMENT, () => {
    const customer = needCustomer(stripe, fields.customer)
    const method = methodFor(stripe, customer, null) ?? attachCard(stripe, customer.id, { asDefault: false })
    const payment = payOnce(stripe, { ...fields, customer, method })
    const session = stripe.checkoutSessions.put(
      buildCheckoutSession(stripe, {
        mode: 'payment',
        customer,
        currency: fields.currency,
        amountTotal: fields.amount,
        paymentStatus: payment.result === 'succeeds' ? 'paid' : 'unpaid',
        paymentIntent: payment.intent.id,
        subscription: null,
        invoice: null,
      }),
    )
    emit(stripe, 'checkout.session.completed', session)
    return session
  })
}
