import type { Stripe } from 'stripe'
import { amountOf } from '../amount.ts'
import { buildInvoiceLine } from '../objects/invoice-line.ts'
import type { StripeSandbox } from '../sandbox.ts'

/** Lines for the items of a subscription, each for its own period. */
export function subscriptionLines(
  stripe: StripeSandbox,
  invoiceId: string,
  subscription: Stripe.Subscription,
  items: readonly Stripe.SubscriptionItem[],
): Stripe.InvoiceLineItem[] {
  const trial = subscription.status === 'trialing'
  return items.map((item) => {
    const quantity = item.quantity ?? 0
    const name = productName(stripe, item.price)
    return buildInvoiceLine(stripe, {
      invoice: invoiceId,
      amount: trial ? 0 : amountOf(stripe, item.price, quantity),
      currency: subscription.currency,
      description: trial ? `Trial period for ${name}` : `${quantity} × ${name}`,
      period: { start: item.current_period_start, end: item.current_period_end },
      price: item.price,
      quantity,
      proration: false,
      subscription: subscription.id,
      subscriptionItem: item.id,
      invoiceItem: null,
      metadata: subscription.metadata,
    })
  })
}

/** Lines for what waits on the customer's account, which it uses up. */
export function pendingLines(
  stripe: StripeSandbox,
  invoiceId: string,
  customerId: string,
  subscriptionId: string | null,
): Stripe.InvoiceLineItem[] {
  const waiting = stripe.pendingItems.get(customerId) ?? []
  const mine = waiting.filter((id) => {
    const owner = stripe.invoiceItems.need(id).parent?.subscription_details?.subscription ?? null
    return owner === null || owner === subscriptionId
  })
  stripe.pendingItems.set(
    customerId,
    waiting.filter((id) => !mine.includes(id)),
  )
  return mine.map((id) => {
    const item = stripe.invoiceItems.put({ ...stripe.invoiceItems.need(id), invoice: invoiceId })
    const price = item.pricing?.price_details?.price
    return buildInvoiceLine(stripe, {
      invoice: invoiceId,
      amount: item.amount,
      currency: item.currency,
      description: item.description,
      period: item.period,
      price: typeof price === 'string' ? (stripe.prices.get(price) ?? null) : null,
      quantity: item.quantity,
      proration: item.proration,
      subscription: item.parent?.subscription_details?.subscription ?? null,
      subscriptionItem: item.parent?.subscription_details?.subscription_item ?? null,
      invoiceItem: item.id,
    })
  })
}

/** What the subscription's discounts take off a subtotal, in their order; never below zero. */
export function discountAmounts(
  stripe: StripeSandbox,
  subscription: Stripe.Subscription,
  subtotal: number,
): { amount: number; discount: string }[] {
  let left = Math.max(subtotal, 0)
  const amounts: { amount: number; discount: string }[] = []
  for (const id of subscription.discounts as string[]) {
    const discount = stripe.discounts.need(id)
    const coupon = stripe.coupons.need(discount.source.coupon as string)
    if (discount.end !== null && discount.end <= stripe.now()) continue
    const wanted =
      coupon.percent_off === null ? (coupon.amount_off ?? 0) : Math.round((left * coupon.percent_off) / 100)
    const amount = Math.min(left, wanted)
    left -= amount
    amounts.push({ amount, discount: id })
  }
  return amounts
}

export function productName(stripe: StripeSandbox, price: Stripe.Price): string {
  return stripe.products.get(price.product as string)?.name ?? 'a product that is gone'
}
