import type { Run } from '../../domain/automation/run.ts'

export interface RunRow {
  run: Run
  rev: number
}

/** False where a run of that key has begun before, at whatever time. */
export function insertRun(sql: SqlStorage, key: string, run: Run): boolean {
  const inserted = sql.exec(
    'INSERT INTO runs (key, rev, body) VALUES (?1, 1, ?2) ON CONFLICT (key) DO NOTHING RETURNING rev',
    key,
    JSON.stringify(run),
  )
  return inserted.toArray().length > 0
}

export function hasRun(sql: SqlStorage, key: string): boolean {
  return sql.exec('SELECT 1 FROM runs WHERE key = ?1', key).toArray().length > 0
}

export function readRun(sql: SqlStorage, key: string): RunRow | null {
  const row = sql.exec<{ rev: number; body: string }>('SELECT rev, body FROM runs WHERE key = ?1', key).toArray()[0]
  return row ? { rev: row.rev, run: JSON.parse(row.body) as Run } : null
}

export function writeRun(sql: SqlStorage, key: string, run: Run): void {
  sql.exec('UPDATE runs SET rev = rev + 1, body = ?2 WHERE key = ?1', key, JSON.stringify(run))
}
