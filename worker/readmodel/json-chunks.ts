import type { Tenant } from '../domain/ids.ts'

/** D1 takes 2 MB a parameter; a character is up to three bytes of UTF-8 and most are one. */
export const MAX_JSON_CHARS = 600_000

/** Joins JSON rows to arrays of at most `MAX_JSON_CHARS`; each row must be shorter than that. */
export function jsonChunks(rows: string[]): string[] {
  const chunks: string[] = []
  let open: string[] = []
  let length = 0
  for (const row of rows) {
    if (length + row.length > MAX_JSON_CHARS && open.length > 0) {
      chunks.push(`[${open.join(',')}]`)
      open = []
      length = 0
    }
    open.push(row)
    length += row.length + 1
  }
  return open.length > 0 ? [...chunks, `[${open.join(',')}]`] : chunks
}

/** ?1 and ?2 are the tenant, ?3 rows as JSON: few statements for many rows. Several take a chunk each before the next. */
export function rowStatements(
  db: D1Database,
  tenant: Tenant,
  sql: string | readonly string[],
  rows: readonly object[],
): D1PreparedStatement[] {
  if (rows.length === 0) return []
  const statements = [sql].flat().map((text) => db.prepare(text))
  return jsonChunks(rows.map((row) => JSON.stringify(row))).flatMap((json) =>
    statements.map((statement) => statement.bind(tenant.accountId, tenant.mode, json)),
  )
}
