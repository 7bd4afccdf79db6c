import type { Mode } from '../domain/ids.ts'
import type { StripeClient } from '../stripe/client.ts'

/** A permission of a restricted key, as Stripe's page shows it. Write implies Read. */
export interface Permission {
  /** Stripe's name, e.g. `rak_customer_read`. */
  name: string
  /** The box to tick. */
  box: string
  access: 'Read' | 'Write'
  why: string
  required: boolean
  /**
   * The cheapest request that tells: Stripe looks at the permission before it looks for the object, so an id that cannot
   * exist answers 404 with the permission and 403 without.
   */
  probe: (stripe: StripeClient) => ReturnType<StripeClient['get']>
}

const NO_ID = 'billhook_permission_probe'

function reads(name: string, box: string, path: string, why: string): Permission {
  return { name, box, access: 'Read', why, required: true, probe: (stripe) => stripe.get(`/v1/${path}_${NO_ID}`) }
}

/** What Billhook needs (https://docs.stripe.com/keys/restricted-api-keys); prices go by the name of their forerunner. */
export const PERMISSIONS: readonly Permission[] = [
  reads('rak_customer_read', 'Customers', 'customers/cus', 'To know who pays.'),
  reads('rak_product_read', 'Products', 'products/prod', 'To show your catalog and notice what is missing.'),
  reads('rak_plan_read', 'Prices', 'prices/price', 'To know what each subscription costs, tiers included.'),
  reads('rak_subscription_read', 'Subscriptions', 'subscriptions/sub', 'To know who is subscribed, and until when.'),
  reads('rak_invoice_read', 'Invoices', 'invoices/in', 'To know what was paid and what failed.'),
  reads('rak_charge_read', 'Charges and Refunds', 'charges/ch', 'To see payments and money that was given back.'),
  reads('rak_coupon_read', 'Coupons', 'coupons/coupon', 'To count discounts as they are.'),
  reads('rak_dispute_read', 'Disputes', 'disputes/dp', 'To notice when a payment is disputed.'),
  reads('rak_event_read', 'Events', 'events/evt', 'To catch up on events that did not reach Billhook.'),
  {
    name: 'rak_webhook_write',
    box: 'Webhook Endpoints',
    access: 'Write',
    why: 'To set up the one webhook endpoint that tells Billhook of changes.',
    required: true,
    probe: (stripe) => stripe.post(`/v1/webhook_endpoints/we_${NO_ID}`, {}),
  },
  {
    name: 'rak_connected_account_read',
    box: 'Connected accounts',
    access: 'Read',
    why: 'To show the name and country of your Stripe account.',
    required: false,
    probe: (stripe) => stripe.get('/v1/account'),
  },
]

export const REQUIRED_PERMISSIONS = PERMISSIONS.filter(({ required }) => required)

/**
 * Stripe's page for a new restricted key with these boxes ticked; its parameters are widely used but undocumented.
 * `hostsAt` is the origin that stands for Stripe's hosts, or null.
 */
export function createKeyUrl(mode: Mode, hostsAt: string | null): string {
  const url = new URL(`${mode === 'test' ? '/test' : ''}/apikeys/create`, hostsAt ?? 'https://dashboard.stripe.com')
  url.searchParams.set('name', 'Billhook')
  for (const [at, { name }] of PERMISSIONS.entries()) url.searchParams.set(`permissions[${at}]`, name)
  return url.href
}

/** "Prices: Read", as a person finds it in Stripe. Stripe may name the Read of a box that we need to write in. */
export function boxOf(name: string): string {
  const resource = (of: string): string => of.replace(/_(read|write)$/, '')
  const permission = PERMISSIONS.find((known) => resource(known.name) === resource(name))
  return permission ? `${permission.box}: ${permission.access}` : name
}
