import { readMeta, writeMeta } from '../meta.ts'

export interface TallyRow {
  name: string
  n: number
  times: number
  rev: number
}

function addToTally(sql: SqlStorage, name: string, delta: { n: number; times: number }, rev: number): void {
  sql.exec(
    `INSERT INTO tallies (name, n, times, rev) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (name) DO UPDATE SET n = n + ?2, times = times + ?3, rev = ?4`,
    name,
    delta.n,
    delta.times,
    rev,
  )
}

export function readTally(sql: SqlStorage, name: string): number {
  return sql.exec<{ n: number }>('SELECT n FROM tallies WHERE name = ?1', name).toArray()[0]?.n ?? 0
}

/** How often something was counted, and which counts D1 has in an older state than that, each with its own. */
interface TallyState {
  rev: number
  dirty: Record<string, number>
}

function readState(sql: SqlStorage): TallyState {
  const text = readMeta(sql, 'tally_state')
  return text ? (JSON.parse(text) as TallyState) : { rev: 0, dirty: {} }
}

function writeState(sql: SqlStorage, state: TallyState): void {
  writeMeta(sql, 'tally_state', JSON.stringify(state))
}

/** Counts together what a turn counted. An index over what is dirty would cost a row for each; names beside each other cost one. */
export function addToTallies(sql: SqlStorage, deltas: ReadonlyMap<string, { n: number; times: number }>): void {
  if (deltas.size === 0) return
  const { rev: last, dirty } = readState(sql)
  const rev = last + 1
  for (const [name, delta] of deltas) {
    addToTally(sql, name, delta, rev)
    dirty[name] = rev
  }
  writeState(sql, { rev, dirty })
}

export function hasDirtyTallies(sql: SqlStorage): boolean {
  return Object.keys(readState(sql).dirty).length > 0
}

/** Counts that D1 has in an older state, as of `rev`; null where it has them all. */
export function dirtyTallies(sql: SqlStorage): { rows: TallyRow[]; rev: number } | null {
  const { rev, dirty } = readState(sql)
  const names = Object.keys(dirty)
  if (names.length === 0) return null
  const rows = sql
    .exec<Record<string, SqlStorageValue>>(
      'SELECT t.name, t.n, t.times, t.rev FROM json_each(?1) wanted CROSS JOIN tallies t ON t.name = wanted.value',
      JSON.stringify(names),
    )
    .toArray()
    .map(rowToTally)
  return { rows, rev }
}

/** D1 has the counts as of `upToRev`; what was counted since stays dirty. */
export function markTalliesProjected(sql: SqlStorage, upToRev: number): void {
  const { rev, dirty } = readState(sql)
  const later = Object.entries(dirty).filter(([, at]) => at > upToRev)
  if (later.length < Object.keys(dirty).length) writeState(sql, { rev, dirty: Object.fromEntries(later) })
}

/** D1 is to have all of them again. */
export function forgetProjectedTallies(sql: SqlStorage): void {
  const rows = sql.exec<{ name: string; rev: number }>('SELECT name, rev FROM tallies').toArray()
  writeState(sql, { rev: readState(sql).rev, dirty: Object.fromEntries(rows.map(({ name, rev }) => [name, rev])) })
}

function rowToTally(row: Record<string, SqlStorageValue>): TallyRow {
  return { name: row.name as string, n: row.n as number, times: row.times as number, rev: row.rev as number }
}
