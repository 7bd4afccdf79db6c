import type { Stripe } from 'stripe'
import { amountOf } from '../amount.ts'
import { buildCharge } from '../objects/charge.ts'
import { buildInvoice } from '../objects/invoice.ts'
import { buildInvoiceLine } from '../objects/invoice-line.ts'
import { buildInvoicePayment } from '../objects/invoice-payment.ts'
import { buildPaymentIntent } from '../objects/payment-intent.ts'
import { makerAt } from './bulk-maker.ts'
import { createdAt } from './bulk-seed.ts'
import type { BulkWorld } from './bulk-world.ts'

/** Invoice, payment, intent and charge of one index belong together; several in a row are of one customer. */
function ownerOf({ seed }: BulkWorld, index: number): number {
  return Math.floor(index / seed.invoicesPerCustomer)
}

export function paymentTime(world: BulkWorld, index: number): number {
  return createdAt(world.seed, ownerOf(world, index))
}

/** Paid when it was made, for what the subscription has now. */
export function invoiceAt(world: BulkWorld, index: number): Stripe.Invoice {
  const { stripe, ids } = world
  const owner = ownerOf(world, index)
  const now = paymentTime(world, index)
  const id = ids.invoices.idAt(index)
  const maker = makerAt(stripe, now, ids.invoices.chanceAt(index))
  const subscription = stripe.subscriptions.need(ids.subscriptions.idAt(owner))
  const lines = subscription.items.data.map((item) =>
    buildInvoiceLine(maker, {
      invoice: id,
      amount: amountOf(stripe, item.price, item.quantity ?? 0),
      currency: subscription.currency,
      description: item.price.nickname,
      period: { start: now, end: item.current_period_end },
      price: item.price,
      quantity: item.quantity ?? 0,
      proration: false,
      subscription: subscription.id,
      subscriptionItem: item.id,
      invoiceItem: null,
    }),
  )
  const customer = stripe.customers.get(ids.customers.idAt(owner)) ?? world.customerAt(owner)
  const isFirst = index % world.seed.invoicesPerCustomer === 0
  const draft = buildInvoice(maker, {
    id,
    customer,
    currency: subscription.currency,
    lines,
    billingReason: isFirst ? 'subscription_create' : 'subscription_update',
    subscription,
    period: { start: now, end: now },
  })
  return {
    ...draft,
    amount_paid: draft.amount_due,
    amount_remaining: 0,
    attempted: true,
    attempt_count: 1,
    auto_advance: false,
    effective_at: now,
    ending_balance: 0,
    number: `${customer.invoice_prefix}-${String((index % world.seed.invoicesPerCustomer) + 1).padStart(4, '0')}`,
    status: 'paid',
    status_transitions: { ...draft.status_transitions, finalized_at: now, paid_at: now },
    webhooks_delivered_at: now,
  }
}

export function intentAt(world: BulkWorld, index: number): Stripe.PaymentIntent {
  const { stripe, ids } = world
  const owner = ownerOf(world, index)
  const invoice = stripe.invoices.need(ids.invoices.idAt(index))
  const own = { pi: ids.intents.idAt(index) }
  const maker = makerAt(stripe, paymentTime(world, index), ids.intents.chanceAt(index), own)
  const intent = buildPaymentIntent(maker, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: ids.customers.idAt(owner),
    description: 'Subscription creation',
    paymentMethod: ids.paymentMethods.idAt(owner),
  })
  const charge = ids.charges.idAt(index)
  return { ...intent, amount_received: invoice.amount_due, latest_charge: charge, status: 'succeeded' }
}

export function invoicePaymentAt(world: BulkWorld, index: number): Stripe.InvoicePayment {
  const { stripe, ids } = world
  const now = paymentTime(world, index)
  const own = { inpay: ids.invoicePayments.idAt(index) }
  const maker = makerAt(stripe, now, ids.invoicePayments.chanceAt(index), own)
  const invoice = stripe.invoices.need(ids.invoices.idAt(index))
  const payment = buildInvoicePayment(maker, invoice, ids.intents.idAt(index))
  const transitions = { canceled_at: null, paid_at: now }
  return { ...payment, amount_paid: invoice.amount_paid, status: 'paid', status_transitions: transitions }
}

export function chargeAt(world: BulkWorld, index: number): Stripe.Charge {
  const { stripe, ids } = world
  const owner = ownerOf(world, index)
  const now = paymentTime(world, index)
  const own = { ch: ids.charges.idAt(index) }
  const maker = makerAt(stripe, now, ids.charges.chanceAt(index), own)
  const invoice = stripe.invoices.need(ids.invoices.idAt(index))
  return buildCharge(maker, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: stripe.customers.get(ids.customers.idAt(owner)) ?? world.customerAt(owner),
    paymentIntent: ids.intents.idAt(index),
    paymentMethod: stripe.paymentMethods.need(ids.paymentMethods.idAt(owner)),
    description: 'Subscription creation',
    declineCode: null,
    balanceTransaction: maker.newId('txn'),
  })
}
