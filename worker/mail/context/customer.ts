import type { FieldValue, StoredCustomer } from '../../domain/customer.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { preferredLocale } from '../../stripe/normalise/evidence.ts'
import { text } from '../../stripe/normalise/read.ts'
import { type Present, present } from './present.ts'

/** The catalog's names by product or price id; null for what it has no name for. */
export type PlanNames = ReadonlyMap<string, string | null>

export type MailCustomer = Present<{
  id: string
  email: string
  name: string
  first_name: string
  external_id: string
  user_id: string
  locale: string
  timezone: string
  created_at: string
  tags: string[]
  packages: string[]
  stage: string
  status: string
  access: string
  access_until: string
  plan: string
  quantity: number
  /** Minor units of `currency`. */
  mrr: number
  currency: string
  renewal_date: string
  trial_end: string
  cancel_at: string
  fields: Record<string, FieldValue>
}>

interface Around {
  /** The event's object: a Stripe customer says which language it prefers. */
  object: JsonObject
  account: { locale?: string; timezone?: string }
  planNames: PlanNames
}

export function mailCustomerOf(customer: StoredCustomer, { object, account, planNames }: Around): MailCustomer {
  const own = Object.entries(customer.own_fields).map(([key, { value }]) => [key, value] as const)
  const fields: Record<string, FieldValue> = Object.fromEntries(own)
  const currency = currencyOf(customer)
  const { id, email, external_id, user_id, tags, packages, stage, access, quantity, created_at } = customer
  return present({
    ...{ id, email, name: customer.name, first_name: firstNameOf(customer), external_id, user_id },
    locale: text(fields.locale) ?? preferredLocaleIn(object) ?? customer.locale ?? account.locale,
    timezone: text(fields.timezone) ?? account.timezone,
    ...{ created_at, tags, packages, stage, quantity, currency, fields },
    status: customer.subscription_status,
    access: access.state,
    access_until: access.until,
    plan: planNameOf(customer.plan, planNames),
    mrr: customer.mrr.find((money) => money.currency === currency)?.amount,
    ...{ renewal_date: customer.renewal_date, trial_end: customer.trial_end, cancel_at: customer.cancel_at },
  })
}

/** The product's name, else the price's; null where the catalog has neither. */
export function planNameOf(
  plan: { product: string | null; price: string | null } | null | undefined,
  names: PlanNames,
): string | null {
  return names.get(plan?.product ?? '') ?? names.get(plan?.price ?? '') ?? null
}

/** `Lovelace, Ada` and `Ada Lovelace` are Ada; a company is not addressed by its first word. */
function firstNameOf({ name, kind }: StoredCustomer): string | null {
  if (name === null || kind === 'account') return null
  const [family = '', given] = name.split(',')
  return (given ?? family).trim().split(/\s+/)[0] || null
}

function currencyOf({ mrr, trial_mrr, subscriptions, last_payment }: StoredCustomer): string | null {
  const most = mrr.reduce<(typeof mrr)[number] | null>(
    (best, money) => (money.amount > (best?.amount ?? -1) ? money : best),
    null,
  )
  return (most ?? trial_mrr[0] ?? subscriptions[0] ?? last_payment)?.currency || null
}

function preferredLocaleIn(object: JsonObject): string | null {
  const stripeCustomer = object.object === 'customer' ? object : object.customer
  return isJsonObject(stripeCustomer) ? preferredLocale(stripeCustomer) : null
}
