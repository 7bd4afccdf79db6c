import type { Money } from '../../domain/billing.ts'
import { OWN_PREFIX } from '../../domain/condition-fields.ts'
import { DERIVED_FIELDS } from '../../domain/customer.ts'
import type { Cell } from '../csv.ts'
import type { Customer } from './customer.ts'
import { FIELD_NAME } from './customer-input.ts'

type Column = (customer: Customer) => Cell

/** What a CSV of customers can show. Amounts are minor units; several values of one cell are parted by "; ". */
const COLUMNS: Record<string, Column> = {
  id: ({ id }) => id,
  external_id: (customer) => customer.external_id,
  user_id: (customer) => customer.user_id,
  kind: ({ kind }) => kind,
  email: ({ email }) => email,
  name: ({ name }) => name,
  stage: ({ stage }) => stage,
  access: ({ access }) => access.state,
  access_since: ({ access }) => access.since,
  access_until: ({ access }) => access.until,
  access_reason: ({ access }) => access.reason,
  subscription_status: (customer) => customer.subscription_status,
  plan: ({ plan }) => plan?.name ?? plan?.price ?? plan?.product ?? null,
  price: ({ plan }) => plan?.price ?? null,
  product: ({ plan }) => plan?.product ?? null,
  quantity: ({ quantity }) => quantity,
  /** The greatest of its currencies; `mrr_all` has every one. */
  mrr: ({ mrr }) => greatest(mrr)?.amount ?? null,
  currency: ({ mrr }) => greatest(mrr)?.currency ?? null,
  mrr_all: ({ mrr }) => amounts(mrr),
  committed_mrr_all: (customer) => amounts(customer.committed_mrr),
  trial_mrr_all: (customer) => amounts(customer.trial_mrr),
  lifetime_value_all: (customer) => amounts(customer.lifetime_value),
  renewal_date: (customer) => customer.renewal_date,
  trial_end: (customer) => customer.trial_end,
  cancel_at: (customer) => customer.cancel_at,
  last_payment_at: (customer) => customer.last_payment?.at ?? null,
  last_payment_amount: (customer) => customer.last_payment?.amount ?? null,
  last_payment_currency: (customer) => customer.last_payment?.currency ?? null,
  failed_payment_at: (customer) => customer.failed_payment?.at ?? null,
  packages: ({ packages }) => packages.join('; '),
  tags: ({ tags }) => tags.join('; '),
  segments: ({ segments }) => segments.join('; '),
  flags: ({ flags }) => flags.join('; '),
  stripe_customer_ids: (customer) => customer.stripe_customer_ids.join('; '),
  stripe_created_at: (customer) => customer.stripe_created_at,
  created_at: (customer) => customer.created_at,
  updated_at: (customer) => customer.updated_at,
}

export const COLUMN_NAMES = Object.keys(COLUMNS)

export const DEFAULT_COLUMNS = [
  ...['id', 'external_id', 'user_id', 'email', 'name', 'stage', 'access', 'access_until', 'subscription_status'],
  ...['plan', 'quantity', 'mrr', 'currency', 'renewal_date', 'packages', 'tags', 'created_at'],
]

/** The column of that name, `fields.<key>` being a field of the account's own; null where there is none. */
export function columnOf(name: string): Column | null {
  if (Object.hasOwn(COLUMNS, name)) return COLUMNS[name] ?? null
  const key = name.startsWith(OWN_PREFIX) ? name.slice(OWN_PREFIX.length) : ''
  const isOwn = FIELD_NAME.test(key) && !(DERIVED_FIELDS as readonly string[]).includes(key)
  return isOwn ? ({ fields }) => (fields[key]?.value ?? null) as Cell : null
}

function greatest(mrr: readonly Money[]): Money | null {
  return mrr.reduce<Money | null>((most, one) => (most === null || one.amount > most.amount ? one : most), null)
}

function amounts(all: readonly Money[]): string {
  return all.map(({ amount, currency }) => `${amount} ${currency}`).join('; ')
}
