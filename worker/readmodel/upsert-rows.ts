import type { Tenant } from '../domain/ids.ts'
import { jsonChunks } from './json-chunks.ts'

/** ?1 and ?2 are the tenant, ?3 rows as JSON: few statements for many rows. */
export function upsertRows(
  db: D1Database,
  tenant: Tenant,
  sql: string,
  rows: readonly object[],
): D1PreparedStatement[] {
  if (rows.length === 0) return []
  const statement = db.prepare(sql)
  return jsonChunks(rows.map((row) => JSON.stringify(row))).map((json) =>
    statement.bind(tenant.accountId, tenant.mode, json),
  )
}
