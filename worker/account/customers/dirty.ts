import { readMetaNumber, writeMeta } from '../meta.ts'

/** Something D1 is to get although no input leads to it. */
export interface Dirty {
  kind: string
  id: string
  /** Another one each time it changes; 0 for what nobody waits for. */
  mark: number
}

/** A movement is named by its seq and by whose it was, so a ledger that moves on is another one each time. */
export function markDirty(sql: SqlStorage, rows: readonly Pick<Dirty, 'kind' | 'id'>[]): void {
  if (rows.length === 0) return
  const mark = readMetaNumber(sql, 'dirty_mark') + 1
  writeMeta(sql, 'dirty_mark', mark)
  for (const { kind, id } of rows)
    sql.exec(
      'INSERT INTO dirty (kind, id, mark) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET mark = excluded.mark',
      kind,
      id,
      kind === 'movement' ? 0 : mark,
    )
}

/** What changed last comes first: whoever changed it waits for D1 to have it. */
export function listDirty(sql: SqlStorage, limit: number): Dirty[] {
  return sql
    .exec<Record<string, SqlStorageValue>>('SELECT kind, id, mark FROM dirty ORDER BY mark DESC LIMIT ?1', limit)
    .toArray()
    .map((row) => ({ kind: row.kind as string, id: row.id as string, mark: row.mark as number }))
}

/** What changed again since it was listed stays dirty. */
export function markClean(sql: SqlStorage, rows: readonly Dirty[]): void {
  for (const { kind, id, mark } of rows)
    sql.exec('DELETE FROM dirty WHERE kind = ?1 AND id = ?2 AND mark = ?3', kind, id, mark)
}
