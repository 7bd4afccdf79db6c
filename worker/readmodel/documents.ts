import type { Tenant } from '../domain/ids.ts'

/** What people write. */
export type DocumentKind =
  | 'automation'
  | 'automation_version'
  | 'template'
  | 'template_version'
  | 'endpoint'
  | 'suppression'
  | 'notice'

/** `number` is the order of creation, and a list's cursor. */
export interface StoredDocument<T> {
  id: string
  number: number
  body: T
}

export interface DocumentRow {
  id: string
  number: number
  body: string
}

export function rowToDocument<T>(row: DocumentRow): StoredDocument<T> {
  return { id: row.id, number: row.number, body: JSON.parse(row.body) as T }
}

/** Null where there is none, or not any more. */
export async function readDocument<T>(
  db: D1Database,
  tenant: Tenant,
  kind: DocumentKind,
  id: string,
): Promise<StoredDocument<T> | null> {
  const row = await db
    .prepare(
      'SELECT id, number, body FROM documents WHERE account_id = ?1 AND mode = ?2 AND kind = ?3 AND id = ?4 AND gone = 0',
    )
    .bind(tenant.accountId, tenant.mode, kind, id)
    .first<DocumentRow>()
  return row && rowToDocument<T>(row)
}

/** Newest first; `after` is the number of the last one shown, `prefix` what ids begin with. It reads all of that kind. */
export async function listDocuments<T>(
  db: D1Database,
  tenant: Tenant,
  kind: DocumentKind,
  page: { limit: number; after: number | null; prefix?: string },
): Promise<StoredDocument<T>[]> {
  const { results } = await db
    .prepare(
      `SELECT id, number, body FROM documents
       WHERE account_id = ?1 AND mode = ?2 AND kind = ?3 AND id >= ?4 AND id < ?4 || char(0x10ffff) AND gone = 0
         AND number < ?5 ORDER BY number DESC LIMIT ?6`,
    )
    .bind(tenant.accountId, tenant.mode, kind, page.prefix ?? '', page.after ?? Number.MAX_SAFE_INTEGER, page.limit)
    .all<DocumentRow>()
  return results.map(rowToDocument<T>)
}
