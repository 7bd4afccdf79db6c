import type { Stripe } from 'stripe'
import { automatically, emit } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import { buildInvoice } from '../objects/invoice.ts'
import { approximateSeconds, periodEndAfter } from '../period.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { discountAmounts, subscriptionLines } from './invoice-lines.ts'
import { periodEndOf } from './subscription-reading.ts'

/** Days before a renewal, also the first one after a trial: an invoice that does not exist yet, and so has no id. */
export function announceInvoice(stripe: StripeSandbox, subscriptionId: string): void {
  const subscription = stripe.subscriptions.need(subscriptionId)
  if (!['active', 'trialing', 'past_due'].includes(subscription.status) || subscription.cancel_at !== null) return
  automatically(stripe, AS_IT_HAPPENS, () => emit(stripe, 'invoice.upcoming', upcomingInvoice(stripe, subscription)))
}

export function upcomingInvoice(stripe: StripeSandbox, subscription: Stripe.Subscription): Stripe.Invoice {
  const end = periodEndOf(subscription)
  const renewed = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: item.current_period_end,
    current_period_end: item.price.recurring
      ? periodEndAfter(subscription.billing_cycle_anchor, item.price.recurring, item.current_period_end)
      : item.current_period_end,
  }))
  const previewId = 'upcoming'
  const running = { ...subscription, status: 'active' as const }
  const lines = subscriptionLines(stripe, previewId, running, renewed)
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0)
  const invoice = buildInvoice(stripe, {
    id: previewId,
    customer: stripe.customers.need(subscription.customer as string),
    currency: subscription.currency,
    lines: lines.map((line) => ({ ...line, invoice: null })),
    billingReason: 'upcoming',
    subscription,
    period: { start: end - approximateSeconds(firstRecurring(subscription)), end },
    discountAmounts: discountAmounts(stripe, subscription, subtotal),
  })
  const { id: _, ...withoutId } = { ...invoice, created: end, next_payment_attempt: end + 3_600 }
  // The types promise an id; what Stripe sends for this event has none.
  return withoutId as Stripe.Invoice
}

function firstRecurring(subscription: Stripe.Subscription): Stripe.Price.Recurring {
  const recurring = subscription.items.data[0]?.price.recurring
  if (!recurring) throw new Error(`The subscription ${subscription.id} has no recurring price.`)
  return recurring
}
