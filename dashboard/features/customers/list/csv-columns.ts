import { COLUMN_KEYS, type ColumnKey } from './column-choice.ts'

/** The API's names for what a column shows, amounts with their currency. */
const CSV_NAMES: Record<ColumnKey, string[]> = {
  stage: ['stage'],
  access: ['access', 'access_until'],
  status: ['subscription_status'],
  plan: ['plan'],
  quantity: ['quantity'],
  mrr: ['mrr', 'currency', 'mrr_all'],
  renewal: ['renewal_date'],
  packages: ['packages'],
  tags: ['tags'],
  last_payment: ['last_payment_amount', 'last_payment_currency', 'last_payment_at'],
  lifetime_value: ['lifetime_value_all'],
  trial_end: ['trial_end'],
  user_id: ['user_id'],
  external_id: ['external_id'],
  since: ['stripe_created_at', 'created_at'],
  updated: ['updated_at'],
  created: ['created_at'],
}

const WHO = ['id', 'name', 'email']

/** What the file has: who each customer is, and the columns that are shown, in the table's order. */
export function csvColumns(shown: readonly ColumnKey[]): string {
  const names = COLUMN_KEYS.filter((key) => shown.includes(key)).flatMap((key) => CSV_NAMES[key])
  return [...new Set([...WHO, ...names])].join()
}
