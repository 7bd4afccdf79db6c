import type { Op } from './segment.ts'

/**
 * What a condition may ask of a customer, by kind:
 * - `text`: `neq` also holds where nothing is set. E-mail addresses, and parts of names, are compared in lower case.
 * - `number`, `moment`: where nothing is set, no comparison holds, but `neq` of a number does.
 * - `list`: `eq` and `contains` ask for one entry, `neq` for its absence, `in` for any of several.
 * - `money`: amounts in minor units; a comparison holds when it holds in any currency, so of an empty list none does,
 *   `neq` neither, and it is not set.
 * - `own`: a field of the account's own. Numbers compare with numbers only, all else is as it is for text.
 */
export type FieldKind = 'text' | 'number' | 'moment' | 'list' | 'money' | 'own'

/** Every field of a customer but the account's own, which are named `fields.<key>`. */
export const CONDITION_FIELDS = {
  email: 'text',
  name: 'text',
  kind: 'text',
  stage: 'text',
  access: 'text',
  packages: 'list',
  tags: 'list',
  subscription_status: 'text',
  plan: 'text',
  product: 'text',
  quantity: 'number',
  mrr: 'money',
  committed_mrr: 'money',
  trial_mrr: 'money',
  lifetime_value: 'money',
  renewal_date: 'moment',
  trial_end: 'moment',
  cancel_at: 'moment',
  last_payment_at: 'moment',
  failed_payment_at: 'moment',
  created_at: 'moment',
  stripe_created_at: 'moment',
  user_id: 'text',
  external_id: 'text',
  flags: 'list',
} as const satisfies Record<string, FieldKind>

export type ConditionField = keyof typeof CONDITION_FIELDS

export const ORDER_OPS: readonly Op[] = ['gt', 'gte', 'lt', 'lte']

export const OPS_OF_KIND: Readonly<Record<FieldKind, readonly Op[]>> = {
  text: ['eq', 'neq', 'contains', 'in', 'is_set'],
  number: ['eq', 'neq', ...ORDER_OPS, 'in', 'is_set'],
  moment: [...ORDER_OPS, 'is_set'],
  list: ['eq', 'neq', 'contains', 'in', 'is_set'],
  money: ['eq', 'neq', ...ORDER_OPS, 'in', 'is_set'],
  own: ['eq', 'neq', ...ORDER_OPS, 'contains', 'in', 'is_set'],
}

export const OWN_PREFIX = 'fields.'

/** The kind of the field that a condition names; null where there is no such field. */
export function kindOfField(field: string): FieldKind | null {
  if (field.startsWith(OWN_PREFIX) && field.length > OWN_PREFIX.length) return 'own'
  return Object.hasOwn(CONDITION_FIELDS, field) ? CONDITION_FIELDS[field as ConditionField] : null
}
