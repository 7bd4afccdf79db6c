import { createStore } from '../../../lib/store.ts'
import { readChoice, writeChoice } from '../../../lib/stored-choice.ts'

/** The columns beside the customer's own, in the order of the table. */
export const COLUMN_KEYS = [
  'stage',
  'access',
  'status',
  'plan',
  'quantity',
  'mrr',
  'renewal',
  'packages',
  'tags',
  'last_payment',
  'lifetime_value',
  'trial_end',
  'user_id',
  'external_id',
  'since',
  'updated',
  'created',
] as const
export type ColumnKey = (typeof COLUMN_KEYS)[number]

export const COLUMN_LABELS: Record<ColumnKey, string> = {
  stage: 'Stage',
  access: 'Access',
  status: 'Subscription',
  plan: 'Plan',
  quantity: 'Quantity',
  mrr: 'MRR',
  renewal: 'Renews',
  packages: 'Packages',
  tags: 'Tags',
  last_payment: 'Last payment',
  lifetime_value: 'Lifetime value',
  trial_end: 'Trial ends',
  user_id: 'User id',
  external_id: 'Stripe id',
  since: 'Customer since',
  updated: 'Updated',
  created: 'Made here',
}

export const DEFAULT_COLUMNS: readonly ColumnKey[] = ['stage', 'access', 'plan', 'mrr', 'renewal', 'since']

const NAME = 'customer-columns'

/** The columns that this browser shows. */
export const chosenColumns = createStore<readonly ColumnKey[]>(parseColumns(readChoice(NAME)))

export function chooseColumns(columns: readonly ColumnKey[]): void {
  const isDefault = columns.join() === DEFAULT_COLUMNS.join()
  writeChoice(NAME, isDefault ? null : columns.join())
  chosenColumns.set(columns)
}

/** `columns` with one more or one less, in the table's order. */
export function toggleColumn(columns: readonly ColumnKey[], key: ColumnKey): ColumnKey[] {
  return COLUMN_KEYS.filter((one) => (one === key ? !columns.includes(key) : columns.includes(one)))
}

/** What was stored, without columns that this version does not know; the default where nothing was. */
export function parseColumns(stored: string | null): readonly ColumnKey[] {
  if (stored === null) return DEFAULT_COLUMNS
  const names = stored.split(',')
  return COLUMN_KEYS.filter((key) => names.includes(key))
}
