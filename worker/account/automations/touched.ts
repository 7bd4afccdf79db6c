import { type DocumentKind, listDocumentRefs } from './documents.ts'

/** What D1 has to get of automations. One row holds what a turn or a report touched, however much that was. */
export interface Touched {
  runs: string[]
  deliveries: number[]
  documents: [kind: DocumentKind, id: string][]
}

export function noTouched(): Touched {
  return { runs: [], deliveries: [], documents: [] }
}

export function writeTouched(sql: SqlStorage, touched: Touched): void {
  const { runs, deliveries, documents } = touched
  if (runs.length + deliveries.length + documents.length === 0) return
  sql.exec('INSERT INTO touched (ids) VALUES (?1)', JSON.stringify(touched))
}

/** The oldest rows first, as many as name `limit` things between them, but always one; `upToSeq` 0: nothing waits. */
export function listTouched(sql: SqlStorage, limit: number): Touched & { upToSeq: number } {
  const all = { ...noTouched(), upToSeq: 0 }
  let count = 0
  for (const { seq, ids } of sql.exec<{ seq: number; ids: string }>(
    'SELECT seq, ids FROM touched ORDER BY seq LIMIT 50',
  )) {
    const { runs, deliveries, documents } = JSON.parse(ids) as Touched
    count += runs.length + deliveries.length + documents.length
    if (all.upToSeq > 0 && count > limit) break
    all.runs.push(...runs)
    all.deliveries.push(...deliveries)
    all.documents.push(...documents)
    all.upToSeq = seq
  }
  return { ...all, runs: [...new Set(all.runs)], deliveries: [...new Set(all.deliveries)] }
}

export function forgetTouched(sql: SqlStorage, upToSeq: number): void {
  sql.exec('DELETE FROM touched WHERE seq <= ?1', upToSeq)
}

const PER_ROW = 1_000

/** D1 is to have all of it again. */
export function touchAll(sql: SqlStorage): void {
  const documents = listDocumentRefs(sql).map(({ kind, id }): [DocumentKind, string] => [kind, id])
  const runs = sql
    .exec<{ key: string }>('SELECT key FROM runs ORDER BY key')
    .toArray()
    .map(({ key }) => key)
  const deliveries = sql
    .exec<{ number: number }>('SELECT number FROM deliveries ORDER BY number')
    .toArray()
    .map(({ number }) => number)
  writeTouched(sql, { ...noTouched(), documents })
  for (let at = 0; at < runs.length; at += PER_ROW)
    writeTouched(sql, { ...noTouched(), runs: runs.slice(at, at + PER_ROW) })
  for (let at = 0; at < deliveries.length; at += PER_ROW)
    writeTouched(sql, { ...noTouched(), deliveries: deliveries.slice(at, at + PER_ROW) })
}
