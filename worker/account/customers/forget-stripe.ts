import { type CustomerRecord, isShell, keysOf } from '../../domain/customer-record.ts'
import { addKey, readCustomerRow, writeCustomerRow } from './rows.ts'

/**
 * Everything that came of another Stripe account goes: its customers, their links, the ledger and the counts. Customers
 * that people made stay, without it, and are derived anew at once.
 */
export function forgetStripe(sql: SqlStorage, nowMs: number): void {
  for (const table of ['payers', 'waits', 'movements', 'timeline_pages', 'customer_keys', 'dirty'])
    sql.exec(`DELETE FROM ${table}`)
  sql.exec(
    "DELETE FROM tallies WHERE name NOT LIKE 'events:%' AND name NOT LIKE 'parked:%' AND name NOT LIKE 'unmatched:%'",
  )
  const ids = sql.exec<{ id: string }>('SELECT id FROM customers').toArray()
  for (const { id } of ids) {
    const record = readCustomerRow(sql, id)?.record
    if (record && !isShell(record) && record.mergedInto === null) keep(sql, withoutStripe(record, nowMs))
    else sql.exec('DELETE FROM customers WHERE id = ?1', id)
  }
}

function keep(sql: SqlStorage, record: CustomerRecord): void {
  writeCustomerRow(sql, record)
  for (const { kind, value } of keysOf(record)) addKey(sql, kind, value, record.id)
}

function withoutStripe(record: CustomerRecord, nowMs: number): CustomerRecord {
  return {
    ...record,
    ...{
      payers: {},
      pinned: [],
      leader: null,
      userIdConflict: null,
      namedIds: [],
      state: null,
      access: null,
      ledger: [],
      had: [],
      timeline: [],
      timelinePages: 0,
      dueAtMs: nowMs,
    },
    ...(record.userIdBy === 'metadata' && { userId: null, userIdBy: null }),
  }
}
