import { MAX_DEPTH } from '../../domain/automation/occurrence.ts'
import { remindersBetween } from '../../domain/automation/reminders.ts'
import { stateOccurrences } from '../../domain/automation/state-occurrences.ts'
import type { StoredCustomer } from '../../domain/customer.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { Cause } from '../customers/cause.ts'
import type { Bench } from '../customers/derive.ts'

/**
 * What a customer's change may start: what differs between its former state and this one, unless an answer of Stripe's or
 * a change of rules made it, and reminders that have come since it was looked at last, whatever made us look. True where
 * there were some.
 */
export function tell(bench: Bench, record: CustomerRecord, state: StoredCustomer, cause: Cause): boolean {
  const { ws, rules, nowMs } = bench
  if (ws.acts.automations().length === 0) return false
  const depth = cause.kind === 'automation' ? cause.depth : 0
  const from = startOf(cause, record, nowMs)
  const changes = from && depth <= MAX_DEPTH ? stateOccurrences(record.state, state, from) : []
  for (const occurrence of changes) ws.acts.hear({ customerId: record.id, occurrence, depth })
  const reminders =
    record.state && record.remindedUpToMs !== undefined
      ? remindersBetween(record.state, rules.reminders, record.remindedUpToMs, nowMs)
      : []
  for (const occurrence of reminders) ws.acts.hear({ customerId: record.id, occurrence, depth: 0 })
  return reminders.length > 0
}

/** Null: it starts nothing. */
function startOf(
  cause: Cause,
  record: CustomerRecord,
  nowMs: number,
): { input: string; event: string | null; atMs: number } | null {
  switch (cause.kind) {
    case 'event':
      return cause.starts ? { input: cause.id, event: cause.id, atMs: cause.at * 1000 } : null
    case 'due':
      return { input: `due ${record.dueAtMs ?? nowMs}`, event: null, atMs: record.dueAtMs ?? nowMs }
    case 'person':
    case 'automation':
      return { input: `${cause.by} ${nowMs}`, event: null, atMs: nowMs }
    default:
      return null
  }
}
