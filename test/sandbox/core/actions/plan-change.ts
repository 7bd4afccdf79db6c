import type { Stripe } from 'stripe'
import { amountOf } from '../amount.ts'
import { asRequest, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS, INVOICED_UPGRADE } from '../flow-orders.ts'
import { buildInvoiceItem } from '../objects/invoice-item.ts'
import { planOf } from '../objects/price.ts'
import { itemList } from '../objects/subscription.ts'
import { afterIntervals, HOUR } from '../period.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter } from '../stripe-problem.ts'
import { needRecurringPrice } from './catalog.ts'
import { collectInvoice } from './collection.ts'
import { needCustomer } from './customers.ts'
import { pendingLines, productName, subscriptionLines } from './invoice-lines.ts'
import { draftInvoice, finalizeInvoice } from './invoices.ts'
import { scheduleRenewal } from './schedule.ts'
import { needSubscription } from './subscription-reading.ts'

export interface PlanChangeFields {
  price?: string
  quantity?: number
  /** `create_prorations` puts the difference on the next invoice, `always_invoice` asks for it at once. */
  proration?: 'create_prorations' | 'always_invoice' | 'none'
  /** The item to change; the first one unless said. */
  item?: string
}

/** Another price or quantity for one item. A price of another interval starts a new period at once. */
export function changePlan(stripe: StripeSandbox, id: string, fields: PlanChangeFields): Stripe.Subscription {
  const proration = fields.proration ?? 'create_prorations'
  return asRequest(stripe, proration === 'always_invoice' ? INVOICED_UPGRADE : AS_IT_HAPPENS, () => {
    const before = needSubscription(stripe, id)
    const old = before.items.data.find((item) => fields.item === undefined || item.id === fields.item)
    if (!old) throw invalidParameter(`No such subscription item: '${fields.item}'`, 'items[0][id]', 'resource_missing')
    const price = fields.price === undefined ? old.price : needRecurringPrice(stripe, fields.price)
    const resets = !sameInterval(old.price, price) && before.status !== 'trialing'
    const next = changedItem(stripe, old, price, fields.quantity ?? old.quantity ?? 1, resets)
    if (proration !== 'none' && before.status !== 'trialing') prorate(stripe, before, old, next, resets)
    const changed = stripe.subscriptions.put({
      ...before,
      ...(resets ? { billing_cycle_anchor: stripe.now() } : {}),
      items: itemList(
        id,
        before.items.data.map((item) => (item === old ? next : item)),
      ),
    })
    const draft =
      resets || proration === 'always_invoice' ? draftUpdateInvoice(stripe, changed, resets ? [next] : []) : null
    const after = draft ? change(stripe.subscriptions, id, { latest_invoice: draft.id })[1] : changed
    emitChange(stripe, 'customer.subscription.updated', before, after)
    if (resets) scheduleRenewal(stripe, after)
    if (draft) {
      finalizeInvoice(stripe, draft.id)
      collectInvoice(stripe, draft.id, { synchronous: true })
    }
    return stripe.subscriptions.need(id)
  })
}

function changedItem(
  stripe: StripeSandbox,
  old: Stripe.SubscriptionItem,
  price: Stripe.Price,
  quantity: number,
  resets: boolean,
): Stripe.SubscriptionItem {
  const plan = planOf(price) ?? old.plan
  const now = stripe.now()
  const period =
    resets && price.recurring
      ? { current_period_start: now, current_period_end: afterIntervals(now, price.recurring, 1) }
      : {}
  const { quantity: _, ...withoutQuantity } = { ...old, ...period, price, plan }
  return price.recurring?.usage_type === 'metered' ? withoutQuantity : { ...withoutQuantity, quantity }
}

/** A credit for the rest of the old period and, unless a new period begins, a charge for the rest at the new price. */
function prorate(
  stripe: StripeSandbox,
  subscription: Stripe.Subscription,
  old: Stripe.SubscriptionItem,
  next: Stripe.SubscriptionItem,
  resets: boolean,
): void {
  const now = stripe.now()
  const length = old.current_period_end - old.current_period_start
  const share = length > 0 ? Math.max(old.current_period_end - now, 0) / length : 0
  const until = new Date(now * 1000).toISOString().slice(0, 10)
  const period = { start: now, end: old.current_period_end }
  const credit = -Math.round(amountOf(stripe, old.price, old.quantity ?? 0) * share)
  const charge = Math.round(amountOf(stripe, next.price, next.quantity ?? 0) * share)
  addItem(stripe, subscription, old, credit, `Unused time on ${productName(stripe, old.price)} after ${until}`, period)
  if (resets) return
  addItem(
    stripe,
    subscription,
    next,
    charge,
    `Remaining time on ${productName(stripe, next.price)} after ${until}`,
    period,
  )
}

function addItem(
  stripe: StripeSandbox,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  amount: number,
  description: string,
  period: { start: number; end: number },
): void {
  const customer = subscription.customer as string
  const invoiceItem = stripe.invoiceItems.put(
    buildInvoiceItem(stripe, {
      customer,
      amount,
      currency: subscription.currency,
      description,
      price: item.price,
      quantity: item.quantity ?? 1,
      period,
      subscription: { id: subscription.id, item: item.id },
    }),
  )
  stripe.pendingItems.set(customer, [...(stripe.pendingItems.get(customer) ?? []), invoiceItem.id])
  emit(stripe, 'invoiceitem.created', invoiceItem)
}

function draftUpdateInvoice(
  stripe: StripeSandbox,
  subscription: Stripe.Subscription,
  items: readonly Stripe.SubscriptionItem[],
): Stripe.Invoice {
  const now = stripe.now()
  const invoiceId = stripe.newId('in')
  const customer = subscription.customer as string
  const draft = draftInvoice(stripe, {
    id: invoiceId,
    customer: needCustomer(stripe, customer),
    currency: subscription.currency,
    lines: [
      ...pendingLines(stripe, invoiceId, customer, subscription.id),
      ...subscriptionLines(stripe, invoiceId, subscription, items),
    ],
    billingReason: 'subscription_update',
    subscription,
    period: { start: now, end: now },
    automaticallyFinalizesAt: now + HOUR,
  })
  emit(stripe, 'invoice.created', draft)
  return draft
}

function sameInterval(a: Stripe.Price, b: Stripe.Price): boolean {
  return a.recurring?.interval === b.recurring?.interval && a.recurring?.interval_count === b.recurring?.interval_count
}
