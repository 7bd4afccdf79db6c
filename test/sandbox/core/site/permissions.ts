import { StripeProblem } from '../stripe-problem.ts'

/** What a key may do: everything, everything that only reads, or what its permissions name. */
export type Grant = 'all' | 'read_only' | readonly string[]

/** First part of a path under `/v1` → the permission it asks for, without `rak_` and the kind of access. */
const BY_PATH: Record<string, string> = {
  account: 'connected_account',
  accounts: 'connected_account',
  apps: 'app',
  charges: 'charge',
  coupons: 'coupon',
  customers: 'customer',
  disputes: 'dispute',
  entitlements: 'entitlement',
  events: 'event',
  invoice_payments: 'invoice',
  invoices: 'invoice',
  payment_intents: 'payment_intent',
  payment_methods: 'payment_method',
  prices: 'plan',
  products: 'product',
  refunds: 'charge',
  subscription_items: 'subscription',
  subscriptions: 'subscription',
  webhook_endpoints: 'webhook',
}
/** Kind of object → the same, for what is expanded and for whose events are listed. */
const BY_KIND: Record<string, string> = {
  charge: 'charge',
  'checkout.session': 'checkout_session',
  coupon: 'coupon',
  customer: 'customer',
  discount: 'coupon',
  dispute: 'dispute',
  'entitlements.active_entitlement_summary': 'entitlement',
  invoice: 'invoice',
  invoice_payment: 'invoice',
  invoiceitem: 'invoice',
  payment_intent: 'payment_intent',
  payment_method: 'payment_method',
  plan: 'plan',
  price: 'plan',
  product: 'product',
  refund: 'charge',
  subscription: 'subscription',
  subscription_item: 'subscription',
}

const BY_SLUG = new Set([...Object.values(BY_PATH), ...Object.values(BY_KIND)])

/** What a restricted key gets unless said: all that an import, catch-up and an endpoint of one's own take. */
export const DEFAULT_PERMISSIONS: readonly string[] = [
  'rak_customer_read',
  'rak_product_read',
  'rak_plan_read',
  'rak_subscription_read',
  'rak_invoice_read',
  'rak_charge_read',
  'rak_coupon_read',
  'rak_dispute_read',
  'rak_event_read',
  'rak_webhook_write',
]

export function isPermission(name: string): boolean {
  const [, slug] = /^rak_([a-z_]+)_(?:read|write)$/.exec(name) ?? []
  return slug !== undefined && BY_SLUG.has(slug)
}

/** The permission that a request asks for; null where any key will do. */
export function permissionFor(method: string, path: string): string | null {
  const slug = BY_PATH[path]
  return slug === undefined ? null : `rak_${slug}_${method === 'GET' ? 'read' : 'write'}`
}

/** The permission to read that kind of object; null where any key will do. */
export function permissionToRead(kind: string): string | null {
  const slug = BY_KIND[kind]
  return slug === undefined ? null : `rak_${slug}_read`
}

/** Write implies read. */
export function allows(grant: Grant, permission: string | null): boolean {
  if (permission === null || grant === 'all') return true
  if (grant === 'read_only') return permission.endsWith('_read')
  return grant.includes(permission) || grant.includes(permission.replace(/_read$/, '_write'))
}

/** Stripe's 403, which by the way tells the account. `key` is masked. */
export function missingPermission(key: string, account: string, permission: string): StripeProblem {
  return new StripeProblem(
    403,
    `The provided key '${key}' does not have the required permissions for this endpoint on account '${account}'. Having the '${permission}' permission would allow this request to continue.`,
  )
}
