import { readMetaNumber, writeMeta } from '../meta.ts'

/**
 * What people write: automations, templates and the versions of both, endpoints, suppressed addresses. They are few, so one
 * table keeps them all, whole, as JSON.
 */
export const DOCUMENT_KINDS = [
  'automation',
  'automation_version',
  'template',
  'template_version',
  'endpoint',
  'suppression',
  'notice',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export interface DocumentRow<T> {
  kind: DocumentKind
  id: string
  /** Order of creation within the tenant. */
  number: number
  rev: number
  gone: boolean
  body: T
}

export function readDocument<T>(sql: SqlStorage, kind: DocumentKind, id: string): T | null {
  const row = readDocumentRow<T>(sql, kind, id)
  return row && !row.gone ? row.body : null
}

/** Also one that was deleted: the read model has to hear of it. */
export function readDocumentRow<T>(sql: SqlStorage, kind: DocumentKind, id: string): DocumentRow<T> | null {
  const row = sql.exec('SELECT * FROM documents WHERE kind = ?1 AND id = ?2', kind, id).toArray()[0]
  return row ? rowToDocument<T>(row) : null
}

export function listDocuments<T>(sql: SqlStorage, kind: DocumentKind): T[] {
  return sql
    .exec('SELECT * FROM documents WHERE kind = ?1 AND gone = 0 ORDER BY id', kind)
    .toArray()
    .map((row) => rowToDocument<T>(row).body)
}

/** All of them in order, deleted ones included, for a rebuild of the read model. */
export function listDocumentRefs(sql: SqlStorage): { kind: DocumentKind; id: string }[] {
  return sql.exec<{ kind: DocumentKind; id: string }>('SELECT kind, id FROM documents ORDER BY kind, id').toArray()
}

export function countDocuments(sql: SqlStorage, kind: DocumentKind): number {
  return sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM documents WHERE kind = ?1 AND gone = 0', kind).one().n
}

export function writeDocument(sql: SqlStorage, kind: DocumentKind, id: string, body: object): void {
  const known = sql.exec('SELECT 1 FROM documents WHERE kind = ?1 AND id = ?2', kind, id).toArray().length > 0
  const number = known ? 0 : nextDocumentNumber(sql)
  sql.exec(
    `INSERT INTO documents (kind, id, number, rev, body) VALUES (?1, ?2, ?3, 1, ?4)
     ON CONFLICT (kind, id) DO UPDATE SET rev = documents.rev + 1, gone = 0, body = excluded.body`,
    ...[kind, id, number, JSON.stringify(body)],
  )
}

export function deleteDocument(sql: SqlStorage, kind: DocumentKind, id: string): void {
  sql.exec("UPDATE documents SET rev = rev + 1, gone = 1, body = '{}' WHERE kind = ?1 AND id = ?2", kind, id)
}

/** All of that kind whose ids begin with `prefix`; answers these. */
export function deleteDocumentsFrom(sql: SqlStorage, kind: DocumentKind, prefix: string): string[] {
  return sql
    .exec<{ id: string }>(
      `UPDATE documents SET rev = rev + 1, gone = 1, body = '{}'
       WHERE kind = ?1 AND id >= ?2 AND id < ?2 || char(0x10ffff) AND gone = 0 RETURNING id`,
      ...[kind, prefix],
    )
    .toArray()
    .map(({ id }) => id)
}

function nextDocumentNumber(sql: SqlStorage): number {
  const number = readMetaNumber(sql, 'document_number') + 1
  writeMeta(sql, 'document_number', number)
  return number
}

function rowToDocument<T>(row: Record<string, SqlStorageValue>): DocumentRow<T> {
  return {
    kind: row.kind as DocumentKind,
    id: row.id as string,
    number: row.number as number,
    rev: row.rev as number,
    gone: row.gone === 1,
    body: JSON.parse(row.body as string) as T,
  }
}
