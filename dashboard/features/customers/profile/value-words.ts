import { ACCESS_STATES, type AccessState, type DerivedField } from '../../../../worker/domain/customer.ts'
import { formatMoney } from '../../../lib/money.ts'
import { isMoney, type Money, moneyWords } from '../../../lib/money-words.ts'
import { formatDate, formatMoment } from '../../../lib/time.ts'
import { type Names, nameOf } from '../names.ts'
import { ACCESS_WORDS, statusLabel } from '../state-words.ts'

export const FIELD_LABELS: Record<DerivedField, string> = {
  external_id: 'Stripe customer',
  user_id: 'User id',
  email: 'E-mail',
  name: 'Name',
  subscription_status: 'Subscription',
  stage: 'Stage',
  access: 'Access',
  packages: 'Packages',
  plan: 'Plan',
  quantity: 'Quantity',
  mrr: 'MRR',
  committed_mrr: 'Committed MRR',
  trial_mrr: 'MRR in trial',
  renewal_date: 'Renews',
  trial_end: 'Trial ends',
  cancel_at: 'Ends',
  last_payment: 'Last payment',
  failed_payment: 'Failed payment',
  lifetime_value: 'Lifetime value',
  segments: 'Segments',
}

/** `MRR`; a field that Billhook does not derive keeps its own name. */
export function fieldLabel(field: string): string {
  return FIELD_LABELS[field as DerivedField] ?? field
}

/** A value of a customer, or one that an event changed, in one line; a dash where there is none. */
export function valueWords(field: string, value: unknown, names: Names, timeZone?: string): string {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return listWords(field, value, names)
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string') return textWords(field, value, timeZone)
  if (typeof value !== 'object') return String(value)
  if (isPayment(value))
    return `${formatMoney(value.amount, value.currency)} on ${formatDate(Date.parse(value.at), timeZone)}`
  if (isPlan(value)) return planWords(value, names)
  if ('state' in value && isAccessState(value.state)) return ACCESS_WORDS[value.state].label
  return JSON.stringify(value)
}

function textWords(field: string, value: string, timeZone: string | undefined): string {
  if (field === 'access' && isAccessState(value)) return ACCESS_WORDS[value].label
  if (field === 'subscription_status' || field === 'subscription.status') return statusLabel(value)
  return ISO_TIME.test(value) ? formatMoment(Date.parse(value), timeZone) : value
}

function listWords(field: string, value: unknown[], names: Names): string {
  if (value.length === 0) return '–'
  if (value.every(isMoney)) return moneyWords(value)
  if (field === 'segments') return value.map((id) => nameOf(names.segments, String(id))).join(', ')
  return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ')
}

function planWords({ name, product, price }: Plan, names: Names): string {
  const id = product ?? price
  return name ?? (id === null ? '–' : nameOf(names.plans, id))
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

interface Plan {
  price: string | null
  product: string | null
  name?: string | null
}

function isPayment(value: object): value is Money & { at: string } {
  return isMoney(value) && 'at' in value && typeof value.at === 'string'
}

function isPlan(value: object): value is Plan {
  return 'price' in value && 'product' in value
}

function isAccessState(value: unknown): value is AccessState {
  return (ACCESS_STATES as readonly unknown[]).includes(value)
}
