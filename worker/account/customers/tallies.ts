import { readMetaNumber } from '../meta.ts'

export interface TallyRow {
  name: string
  n: number
  times: number
  rev: number
}

export function addToTally(sql: SqlStorage, name: string, delta: { n: number; times: number }, rev: number): void {
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

/** Counts that D1 has in an older state, as of `rev`; null where it has them all. */
export function dirtyTallies(sql: SqlStorage): { rows: TallyRow[]; rev: number } | null {
  const projected = readMetaNumber(sql, 'tally_projected_rev')
  const rev = readMetaNumber(sql, 'tally_rev')
  if (projected >= rev) return null
  const rows = sql
    .exec<Record<string, SqlStorageValue>>('SELECT name, n, times, rev FROM tallies WHERE rev > ?1', projected)
    .toArray()
    .map(rowToTally)
  return { rows, rev }
}

function rowToTally(row: Record<string, SqlStorageValue>): TallyRow {
  return { name: row.name as string, n: row.n as number, times: row.times as number, rev: row.rev as number }
}
