/** Work that falls due by the object's own clock. */
export interface DueItem {
  key: string
  seq: number
}

export function schedule(sql: SqlStorage, key: string, seq: number, dueAtMs: number): void {
  sql.exec(
    'INSERT INTO schedule (key, due_at, seq) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at',
    key,
    dueAtMs,
    seq,
  )
}

/** The earlier moment stays where there is one. */
export function scheduleOnce(sql: SqlStorage, key: string, dueAtMs: number): void {
  sql.exec('INSERT INTO schedule (key, due_at, seq) VALUES (?1, ?2, 0) ON CONFLICT (key) DO NOTHING', key, dueAtMs)
}

export function unschedule(sql: SqlStorage, key: string): void {
  sql.exec('DELETE FROM schedule WHERE key = ?1', key)
}

export function listDue(sql: SqlStorage, nowMs: number, limit: number): DueItem[] {
  return sql
    .exec<{ key: string; seq: number }>(
      'SELECT key, seq FROM schedule WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2',
      nowMs,
      limit,
    )
    .toArray()
}

export function nextDueAtMs(sql: SqlStorage): number | null {
  return sql.exec<{ due_at: number | null }>('SELECT MIN(due_at) AS due_at FROM schedule').one().due_at
}
