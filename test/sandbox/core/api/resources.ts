import type { ObjectTable } from '../object-table.ts'
import type { StripeSandbox } from '../sandbox.ts'

type AnyTable = ObjectTable<{ id: string; object: string }>
type Json = Record<string, unknown>
type Match = (object: Json, value: string) => boolean

/** One kind of object under `/v1`: where it is kept, what its errors call it and what its list can be filtered by. */
export interface Resource {
  noun: string
  table: (stripe: StripeSandbox) => AnyTable
  filters: Record<string, Match>
}

const byField =
  (field: string): Match =>
  (object, value) =>
    String(object[field]) === value

const ENDED = ['canceled', 'incomplete_expired']

export const RESOURCES: Record<string, Resource> = {
  products: { noun: 'product', table: (stripe) => stripe.products, filters: { active: byField('active') } },
  prices: {
    noun: 'price',
    table: (stripe) => stripe.prices,
    filters: {
      active: byField('active'),
      currency: byField('currency'),
      product: byField('product'),
      type: byField('type'),
    },
  },
  customers: { noun: 'customer', table: (stripe) => stripe.customers, filters: { email: byField('email') } },
  subscriptions: {
    noun: 'subscription',
    table: (stripe) => stripe.subscriptions,
    filters: { customer: byField('customer'), status: subscriptionStatus, price: hasPrice },
  },
  invoices: {
    noun: 'invoice',
    table: (stripe) => stripe.invoices,
    filters: {
      customer: byField('customer'),
      status: byField('status'),
      subscription: (object, value) => JSON.stringify(object.parent).includes(`"subscription":"${value}"`),
    },
  },
  invoice_payments: {
    noun: 'invoice payment',
    table: (stripe) => stripe.invoicePayments,
    filters: { invoice: byField('invoice'), status: byField('status') },
  },
  charges: {
    noun: 'charge',
    table: (stripe) => stripe.charges,
    filters: { customer: byField('customer'), payment_intent: byField('payment_intent') },
  },
  payment_intents: {
    noun: 'payment_intent',
    table: (stripe) => stripe.paymentIntents,
    filters: { customer: byField('customer') },
  },
  refunds: {
    noun: 'refund',
    table: (stripe) => stripe.refunds,
    filters: { charge: byField('charge'), payment_intent: byField('payment_intent') },
  },
  disputes: {
    noun: 'dispute',
    table: (stripe) => stripe.disputes,
    filters: { charge: byField('charge'), payment_intent: byField('payment_intent') },
  },
  coupons: { noun: 'coupon', table: (stripe) => stripe.coupons, filters: {} },
  payment_methods: {
    noun: 'PaymentMethod',
    table: (stripe) => stripe.paymentMethods,
    filters: { customer: byField('customer'), type: byField('type') },
  },
}

/** Filters that hold when the caller says nothing: canceled subscriptions are left out of lists. */
export function defaultFilter(path: string): Match | null {
  return path === 'subscriptions' ? (object) => object.status !== 'canceled' : null
}

/** Any stored object by its id alone; ids are unique over all kinds. */
export function findById(stripe: StripeSandbox, id: string): object | null {
  for (const resource of Object.values(RESOURCES)) {
    const object = resource.table(stripe).get(id)
    if (object) return object
  }
  return stripe.discounts.get(id) ?? null
}

function subscriptionStatus(object: Json, value: string): boolean {
  if (value === 'all') return true
  return value === 'ended' ? ENDED.includes(String(object.status)) : object.status === value
}

function hasPrice(object: Json, value: string): boolean {
  const items = object.items as { data: { price: { id: string } }[] }
  return items.data.some((item) => item.price.id === value)
}
