import type { Stripe } from 'stripe'
import type { LegacyLinks } from '../event-log.ts'
import { planOf } from '../objects/price.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { goneFrom } from './gone.ts'

export type Json = Record<string, unknown>

export interface RenderContext {
  stripe: StripeSandbox
  shape: 'acacia' | '2022-11-15'
  links: LegacyLinks | null
  /** Stripe also sends later additions to older versions: item periods and billing_mode have been seen at acacia. */
  withAdditions: boolean
}

/** Gives an endive value the older shape, its parts first; what has no `object` is only walked through. */
export function renderValue(value: unknown, context: RenderContext): unknown {
  if (Array.isArray(value)) return value.map((element) => renderValue(element, context))
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, renderValue(part, context)]))
  const name = parts.object
  return typeof name === 'string' ? renderObject(parts, name, context) : parts
}

const RENDERERS: Record<string, (object: Json, context: RenderContext) => Json> = {
  charge: renderCharge,
  'checkout.session': (session) => ({ ...session, shipping_details: null, ui_mode: 'hosted' }),
  customer: (customer, context) => ({ ...customer, discount: discountOf([customer.discount], context) }),
  discount: renderDiscount,
  invoice: renderInvoice,
  invoiceitem: renderInvoiceItem,
  line_item: renderLine,
  payment_intent: (intent, { links }) => ({ ...intent, invoice: links?.invoice ?? null }),
  plan: (plan) => ({ ...plan, aggregate_usage: null }),
  price: renderPrice,
  product: (product, { shape }) => (shape === '2022-11-15' ? { ...product, attributes: [], features: [] } : product),
  subscription: renderSubscription,
  subscription_item: renderSubscriptionItem,
}

function renderObject(object: Json, name: string, context: RenderContext): Json {
  const moved = RENDERERS[name]?.(object, context) ?? object
  const gone = goneFrom(context.shape, name)
  return Object.fromEntries(Object.entries(moved).filter(([key]) => !gone.includes(key)))
}

function renderCharge(charge: Json, { stripe, shape, links }: RenderContext): Json {
  const invoiced = { ...charge, invoice: links?.invoice ?? null }
  if (shape === 'acacia') return invoiced
  const dispute = charge.disputed ? [...stripe.disputes.newestFirst()].find((it) => it.charge === charge.id) : undefined
  return { ...invoiced, destination: null, dispute: dispute?.id ?? null }
}

/** The period stood on the subscription; with items of several intervals, from the first start to the last end. */
function renderSubscription(subscription: Json, context: RenderContext): Json {
  const items = (subscription.items as { data: Json[] }).data
  const starts = items.map((item) => item.current_period_start as number)
  const ends = items.map((item) => item.current_period_end as number)
  return {
    ...subscription,
    ...(context.withAdditions ? {} : { billing_mode: undefined }),
    current_period_end: Math.max(...ends),
    current_period_start: Math.min(...starts),
    discount: discountOf(subscription.discounts, context),
    items: { ...(subscription.items as Json), data: items.map((item) => withoutPeriod(item, context)) },
  }
}

/** Kept until the subscription has read it. */
function renderSubscriptionItem(item: Json): Json {
  return item
}

function withoutPeriod(item: Json, context: RenderContext): Json {
  if (context.withAdditions) return item
  const { current_period_end: _, current_period_start: __, ...rest } = item
  return rest
}

function renderInvoice(invoice: Json, context: RenderContext): Json {
  const details = (invoice.parent as Stripe.Invoice.Parent | null)?.subscription_details ?? null
  const paid = invoice.status === 'paid'
  return {
    ...invoice,
    ...(context.shape === '2022-11-15' ? { rendering_options: null } : {}),
    application_fee_amount: null,
    charge: context.links?.charge ?? null,
    discount: discountOf(invoice.discounts, context),
    paid,
    paid_out_of_band: paid && (invoice.amount_paid_off_stripe as number) > 0,
    payment_intent: context.links?.paymentIntent ?? null,
    quote: null,
    subscription: details?.subscription ?? null,
    subscription_details: { metadata: details?.metadata ?? null },
    tax: null,
    total_tax_amounts: [],
    transfer_data: null,
  }
}

function renderLine(line: Json, context: RenderContext): Json {
  const parent = line.parent as Stripe.InvoiceLineItem.Parent | null
  const details = parent?.subscription_item_details ?? parent?.invoice_item_details ?? null
  const price = priceOf(line.pricing as Stripe.InvoiceLineItem.Pricing | null, context)
  return {
    ...line,
    amount_excluding_tax: line.amount,
    invoice_item: details?.invoice_item ?? undefined,
    ...renderedPrice(price, context),
    proration: details?.proration ?? false,
    proration_details: { credited_items: null },
    subscription_item: parent?.subscription_item_details?.subscription_item ?? undefined,
    tax_amounts: [],
    tax_rates: [],
    type: details?.invoice_item == null && parent?.subscription_item_details ? 'subscription' : 'invoiceitem',
    unit_amount_excluding_tax: price?.unit_amount_decimal ?? null,
  }
}

function renderInvoiceItem(item: Json, context: RenderContext): Json {
  const details = (item.parent as Stripe.InvoiceItem.Parent | null)?.subscription_details ?? null
  const price = priceOf(item.pricing as Stripe.InvoiceLineItem.Pricing | null, context)
  return {
    ...item,
    ...renderedPrice(price, context),
    subscription: details?.subscription ?? null,
    subscription_item: details?.subscription_item,
    unit_amount: price?.unit_amount ?? null,
    unit_amount_decimal: price?.unit_amount_decimal ?? null,
  }
}

function renderPrice(price: Json, { shape }: RenderContext): Json {
  if (!price.recurring) return price
  const { meter, ...recurring } = price.recurring as Stripe.Price.Recurring
  const withUsage = { ...recurring, aggregate_usage: null }
  return { ...price, recurring: shape === 'acacia' ? { ...withUsage, meter } : withUsage }
}

function renderDiscount(discount: Json, { stripe, shape }: RenderContext): Json {
  const { source, customer_account: _, subscription_item: item, ...rest } = discount
  const coupon = stripe.coupons.get((source as { coupon: string }).coupon) ?? null
  return shape === 'acacia' ? { ...rest, coupon, subscription_item: item } : { ...rest, coupon }
}

/** The first discount, whole: older versions had room for one. */
function discountOf(discounts: unknown, context: RenderContext): unknown {
  const first = Array.isArray(discounts) ? discounts[0] : null
  if (typeof first !== 'string') return first ?? null
  const known = context.stripe.discounts.get(first)
  return known ? renderValue(known, context) : null
}

function priceOf(pricing: Stripe.InvoiceLineItem.Pricing | null, { stripe }: RenderContext): Stripe.Price | null {
  const id = pricing?.price_details?.price
  return typeof id === 'string' ? (stripe.prices.get(id) ?? null) : null
}

function renderedPrice(price: Stripe.Price | null, context: RenderContext): Json {
  if (!price) return { plan: null, price: null }
  return { plan: renderValue(planOf(price), context), price: renderValue(price, context) }
}
