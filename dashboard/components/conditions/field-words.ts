import { EVENT_PREFIX } from '../../../worker/domain/automation/conditions.ts'
import {
  type ConditionField,
  type FieldKind,
  kindOfField,
  OWN_PREFIX,
} from '../../../worker/domain/condition-fields.ts'
import { ACCESS_STATES, CUSTOMER_FLAGS } from '../../../worker/domain/customer.ts'
import { SUBSCRIPTION_STATUSES } from '../../../worker/domain/settings.ts'

/** What a reader calls each field, in the groups in which they are offered. */
export const FIELD_GROUPS: { label: string; fields: Partial<Record<ConditionField, string>> }[] = [
  {
    label: 'Who',
    fields: {
      email: 'E-mail',
      name: 'Name',
      kind: 'Kind',
      tags: 'Tags',
      user_id: 'User id',
      external_id: 'Stripe customer',
      created_at: 'Known since',
      stripe_created_at: 'Stripe customer since',
      flags: 'Flags',
    },
  },
  {
    label: 'Subscription',
    fields: {
      stage: 'Stage',
      access: 'Access',
      packages: 'Packages',
      subscription_status: 'Subscription status',
      plan: 'Plan (price id)',
      product: 'Product (id)',
      quantity: 'Quantity',
      renewal_date: 'Renewal',
      trial_end: 'Trial end',
      cancel_at: 'Cancels at',
    },
  },
  {
    label: 'Money',
    fields: {
      mrr: 'MRR',
      committed_mrr: 'Committed MRR',
      trial_mrr: 'MRR in trial',
      lifetime_value: 'Lifetime value',
      last_payment_at: 'Last payment',
      failed_payment_at: 'Failed payment',
    },
  },
]

const LABELS: Readonly<Record<string, string>> = Object.assign({}, ...FIELD_GROUPS.map(({ fields }) => fields))

/** `Subscription status`; for a field of the account's own its key. */
export function fieldLabel(field: string): string {
  if (field.startsWith(OWN_PREFIX)) return field.slice(OWN_PREFIX.length) || 'Own field'
  if (field.startsWith(EVENT_PREFIX)) return `the event’s ${field.slice(EVENT_PREFIX.length) || 'value'}`
  return LABELS[field] ?? field
}

/** Text where the field is not known, as a newer API may have more of them. */
export function kindOf(field: string): FieldKind {
  return field.startsWith(OWN_PREFIX) || field.startsWith(EVENT_PREFIX) ? 'own' : (kindOfField(field) ?? 'text')
}

/** The only values that some fields ever have. */
export const FIXED_VALUES: Readonly<Record<string, readonly string[]>> = {
  kind: ['user', 'account'],
  access: ACCESS_STATES,
  subscription_status: SUBSCRIPTION_STATUSES,
  flags: CUSTOMER_FLAGS,
}

/** `past_due` → `past due`, where the value is one of ours and not somebody's text. */
export function valueLabel(field: string, value: string): string {
  return FIXED_VALUES[field]?.includes(value) ? value.replaceAll('_', ' ') : value
}
