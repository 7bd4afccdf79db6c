import type { StoredCustomer, TimelineEntry } from '../../domain/customer.ts'
import { customerChanges, joinChanges, type Setter, withProvenance } from '../../domain/customer-changes.ts'
import { type CustomerRecord, payersOf } from '../../domain/customer-record.ts'
import { tallyTermsOf, termsOf } from '../../domain/customer-terms.ts'
import { deriveCustomer, type Rules } from '../../domain/derive-customer.ts'
import type { Change } from '../../domain/event.ts'
import { sameJson } from '../../domain/json.ts'
import { movementsBetween } from '../../domain/mrr/movements.ts'
import { isoOfMs } from '../../domain/times.ts'
import { settleGoals } from '../automations/settle-goals.ts'
import { tell } from '../automations/tell.ts'
import { tellEndpoints } from '../automations/tell-endpoints.ts'
import { type Cause, setterOf, storyOf } from './cause.ts'
import { clearPages, formerLook, withEntries } from './timeline.ts'
import type { Workspace } from './workspace.ts'

/** What deciding needs besides what is held. */
export interface Bench {
  ws: Workspace
  rules: Rules
  nowMs: number
}

/**
 * Derives a customer anew and keeps what changed: its state, the ledger, the counts and the timeline. Where nothing
 * changed and nothing is to be told, nothing is written.
 */
export function rederive(
  bench: Bench,
  record: CustomerRecord,
  cause: Cause,
  options: { covered: boolean; isChanged: boolean },
): { customer: StoredCustomer; changes: Change[]; changed: boolean } {
  const { ws, rules, nowMs } = bench
  const derived = deriveCustomer(record, rules, nowMs)
  const changes = customerChanges(record.state, derived.state)
  const setter = setterOf(cause, nowMs)
  const state = withProvenance(derived.state, changes, setter, isoOfMs(nowMs))
  const look = cause.kind === 'snapshot' && changes.length > 0 ? formerLook(record, setter) : null
  const entries = entriesFor(cause, look ? joinChanges(look.changes, changes) : changes, setter, state.access)
  const changed = changes.length > 0 || !sameJson(record.state, state)
  const isDue = tell(bench, record, state, cause)
  const goals = settleGoals(bench, record, state)
  tellEndpoints(bench, record.state, state, changes, cause)
  const had = changed ? keepBooks(bench, record, state, cause) : record.had
  const { access, dueAtMs } = derived
  const timeline = look ? look.before : record.timeline
  const next: CustomerRecord = {
    ...{ ...record, state, access, dueAtMs, had, ledger: state.mrr, timeline },
    ...{ remindedUpToMs: nowMs, goals },
  }
  const isTold = isDue || entries.length > 0 || goals.length !== (record.goals?.length ?? 0)
  const isNews = changed || isTold || options.isChanged || derived.dueAtMs !== record.dueAtMs
  if (isNews) ws.putCustomer(withEntries(ws, next, entries), options.covered)
  return { customer: state, changes, changed }
}

/** The ledger and the counts, by what differs between the former state and this one. */
function keepBooks({ ws, nowMs }: Bench, record: CustomerRecord, state: StoredCustomer, cause: Cause): string[] {
  const before = record.state
  const from = before ? countedTerms(before, record.mergedInto) : []
  const to = countedTerms(state, null)
  for (const name of to) if (!from.includes(name)) ws.tally(name, 1)
  for (const name of from) if (!to.includes(name)) ws.tally(name, -1)
  const movements = movementsBetween(record.ledger, state.mrr, record.had)
  const { by } = setterOf(cause, nowMs)
  const input = cause.kind === 'event' ? cause.id : `${by}:${nowMs}`
  const at = movementAt(record, state, cause, nowMs)
  for (const movement of movements) ws.move(record.id, { ...movement, at, input })
  const currencies = movements.filter(({ amount }) => amount > 0).map(({ currency }) => currency)
  return [...new Set([...record.had, ...currencies])].sort()
}

export function countedTerms(state: StoredCustomer, mergedInto: string | null): string[] {
  return mergedInto === null ? tallyTermsOf(termsOf(state)) : []
}

/**
 * What an import finds began when the first of those subscriptions did that bring it; what time brought began when it was
 * due.
 */
function movementAt(record: CustomerRecord, state: StoredCustomer, cause: Cause, nowMs: number): number {
  if (cause.kind === 'event') return cause.at
  if (cause.kind === 'due') return Math.floor((record.dueAtMs ?? nowMs) / 1000)
  const now = Math.floor(nowMs / 1000)
  if (cause.kind !== 'snapshot' || record.had.length > 0) return now
  const counted = state.subscriptions.filter(({ mrr }) => mrr > 0).map(({ id }) => id)
  const started = payersOf(record).flatMap(({ subscriptions }) =>
    counted.flatMap((id) => {
      const billing = subscriptions[id]?.billing
      return billing ? [billing.trialEnd ?? billing.startedAt ?? now] : []
    }),
  )
  return Math.min(now, ...started)
}

function entriesFor(
  cause: Cause,
  changes: Change[],
  setter: Setter,
  access: StoredCustomer['access'],
): TimelineEntry[] {
  if (cause.kind === 'event') {
    return cause.isFirst ? [{ kind: 'event', at: setter.at, event: cause.id, type: cause.type }] : []
  }
  if (changes.length === 0 && cause.kind !== 'person') return []
  // What a person wrote stands in `words` alone, which go when the person that it is about is erased.
  const isTold = access.code !== 'overridden' && changes.some(({ field }) => field === 'access')
  const why = isTold ? [access.reason] : []
  const note = [storyOf(cause), ...why].join(' ')
  const written = cause.kind === 'person' ? (cause.words ?? []) : []
  const words = written.length > 0 ? { words: [...written, ...why] } : {}
  return [{ kind: 'change', at: setter.at, set_by: setter.by, note, ...words, changes: withoutLong(changes) }]
}

/** A timeline is for reading: the lists of a change are told by the fields themselves. */
function withoutLong(changes: Change[]): Change[] {
  return changes.filter((change) => JSON.stringify(change).length < 2_000)
}

/**
 * A customer that is no customer any more leaves the counts; its ledger goes over to the one it ended in, and nothing
 * personal stays with it.
 */
export function dismiss(bench: Bench, record: CustomerRecord, gone: CustomerRecord, cause: Cause): void {
  const { ws, nowMs } = bench
  const { state } = record
  for (const name of state ? countedTerms(state, record.mergedInto) : []) ws.tally(name, -1)
  if (gone.mergedInto && record.had.length > 0) ws.moveLedger(record.id, gone.mergedInto)
  if (!gone.mergedInto) {
    const { by } = setterOf(cause, nowMs)
    const at = cause.kind === 'event' ? cause.at : Math.floor(nowMs / 1000)
    const input = cause.kind === 'event' ? cause.id : `${by}:${nowMs}`
    for (const movement of movementsBetween(record.ledger, [], record.had))
      ws.move(record.id, { ...movement, at, input })
  }
  clearPages(ws, record)
  ws.putCustomer(gone, false)
}
