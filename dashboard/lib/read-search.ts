/** What a pasted or typed text most likely means. */
export type SearchIntent =
  | { kind: 'event'; id: string }
  | { kind: 'customer'; id: string }
  | { kind: 'stripe_customer'; id: string }
  | { kind: 'object'; id: string }
  | { kind: 'type'; type: string }
  | { kind: 'text'; text: string }

/** The first words of Stripe's event types: they tell `invoice.paid` from `example.com`. */
const FAMILIES = new Set(
  `account application_fee apps balance balance_settings billing billing_portal capability cash_balance charge checkout climate
  coupon credit_note customer customer_cash_balance_transaction entitlements file financial_connections identity invoice
  invoice_payment invoiceitem issuing_authorization issuing_card issuing_cardholder issuing_dispute issuing_personalization_design issuing_token
  issuing_transaction mandate payment_intent payment_link payment_method payout person plan price product promotion_code
  quote radar refund reporting reserve review setup_intent sigma source subscription_schedule tax tax_rate terminal test_helpers three_d_secure
  topup transfer treasury v2`.split(/\s+/),
)
const ID = /^([a-z]{2,12})_[A-Za-z0-9_]{4,}$/
const EVENT_TYPE = /^([a-z0-9_]+)(\.[a-z0-9_]+)*\.(\*|[a-z0-9_]+)$/

/**
 * Reads the one search box: `evt_…` is an event, `cust_…` a customer, `cus_…` a Stripe customer, another Stripe id an
 * object, `invoice.paid` and `invoice.*` a type, all else text. Null for nothing.
 */
export function readSearch(input: string): SearchIntent | null {
  const text = input.trim()
  if (text === '') return null
  const prefix = ID.exec(text)?.[1]
  if (prefix === 'evt') return { kind: 'event', id: text }
  if (prefix === 'cust') return { kind: 'customer', id: text }
  if (prefix === 'cus') return { kind: 'stripe_customer', id: text }
  // An id has a digit or a capital somewhere; "payment_method" typed as text has neither.
  if (prefix && /[A-Z0-9]/.test(text)) return { kind: 'object', id: text }
  const family = EVENT_TYPE.exec(text)?.[1]
  if (family && (text.endsWith('.*') || FAMILIES.has(family))) return { kind: 'type', type: text }
  return { kind: 'text', text: text.slice(0, 200) }
}
