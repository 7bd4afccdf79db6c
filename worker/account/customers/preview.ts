import type { StoredCustomer } from '../../domain/customer.ts'
import { customerChanges } from '../../domain/customer-changes.ts'
import { deriveCustomer, type Rules } from '../../domain/derive-customer.ts'
import type { Change } from '../../domain/event.ts'
import type { SettingsPreview } from '../customer-rpc.ts'
import { listCustomerIds, readCustomerRow } from './rows.ts'
import { readTally } from './tallies.ts'

const CUSTOMERS_PER_STEP = 1_000
const EXAMPLES = 10
const COUNTED = ['stage', 'access', 'packages', 'mrr', 'segments'] as const

/** What customers would be by other rules; nothing is written. */
export function previewRules(sql: SqlStorage, rules: Rules, after: string | null, nowMs: number): SettingsPreview {
  const ids = listCustomerIds(sql, after ?? '', CUSTOMERS_PER_STEP)
  const changed: SettingsPreview['changed'] = { any: 0, stage: 0, access: 0, packages: 0, mrr: 0, segments: 0 }
  const examples: SettingsPreview['examples'] = []
  for (const id of ids) {
    const record = readCustomerRow(sql, id)?.record
    if (!record?.state || record.mergedInto !== null) continue
    const changes = changesSaid(record.state, deriveCustomer(record, rules, nowMs).state)
    if (changes.length === 0) continue
    changed.any += 1
    for (const field of COUNTED) if (changes.some((change) => change.field === field)) changed[field] += 1
    if (examples.length < EXAMPLES) {
      const { email, name } = record.state
      examples.push({
        customer: { id, email, name },
        changes: changes.map(({ field, from, to }) => ({ field, from, to })),
      })
    }
  }
  return {
    examined: ids.length,
    total: readTally(sql, 'customers'),
    changed,
    examples,
    next: ids.length === CUSTOMERS_PER_STEP ? (ids.at(-1) ?? null) : null,
  }
}

/** Since when access is what it is may differ by the rules: nobody would call that a change. */
function changesSaid(before: StoredCustomer, after: StoredCustomer): Change[] {
  return customerChanges(before, { ...after, access: { ...after.access, since: before.access.since } })
}
