import { ACCESS_STATES, type AccessState, type DerivedField } from '../../../../worker/domain/customer.ts'
import { countOf } from '../../../lib/count-words.ts'
import { formatMoney } from '../../../lib/money.ts'
import { isMoney, type Money, moneyWords } from '../../../lib/money-words.ts'
import { statusLabel } from '../../../lib/status-words.ts'
import { formatDate, formatMoment } from '../../../lib/time.ts'
import { type Names, nameOf } from '../names.ts'
import { ACCESS_WORDS } from '../state-words.ts'

export const FIELD_LABELS: Record<DerivedField, string> = {
  external_id: 'Stripe customer',
  deleted_stripe_customer_ids: 'Deleted at Stripe',
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
  if (isPayment(value)) return paymentWords(value, timeZone)
  if (isPlan(value)) return planWords(value, names)
  if ('state' in value && isAccessState(value.state)) return ACCESS_WORDS[value.state].label
  return JSON.stringify(value)
}

export interface ChangeWords {
  /** Null where the new value reads as the old one did. */
  from: string | null
  to: string
  note: string | null
}

/** Old and new of a value; what reads the same has changed in something that its words leave out, and is told once. */
export function changeWords(field: string, from: unknown, to: unknown, names: Names, timeZone?: string): ChangeWords {
  const [before, after] = [valueWords(field, from, names, timeZone), valueWords(field, to, names, timeZone)]
  if (before !== after) return { from: before, to: after, note: null }
  return { from: null, to: after, note: field === 'access' ? 'its reason or its times changed' : 'its details changed' }
}

function textWords(field: string, value: string, timeZone: string | undefined): string {
  if (field === 'access' && isAccessState(value)) return ACCESS_WORDS[value].label
  if (field === 'subscription_status') return statusLabel(value)
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

/** `9.00 EUR on 21 Nov 2026, 4 tries`; one that was taken needs no count. */
function paymentWords({ amount, currency, at, attempts }: Payment, timeZone: string | undefined): string {
  const tries = attempts === undefined ? '' : `, ${countOf(attempts, 'try', 'tries')}`
  return `${formatMoney(amount, currency)} on ${formatDate(Date.parse(at), timeZone)}${tries}`
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

interface Plan {
  price: string | null
  product: string | null
  name?: string | null
}

interface Payment extends Money {
  at: string
  attempts?: number
}

function isPayment(value: object): value is Payment {
  return isMoney(value) && 'at' in value && typeof value.at === 'string'
}

function isPlan(value: object): value is Plan {
  return 'price' in value && 'product' in value
}

function isAccessState(value: unknown): value is AccessState {
  return (ACCESS_STATES as readonly unknown[]).includes(value)
}
