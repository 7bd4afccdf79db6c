import type { Tenant } from '../domain/ids.ts'

/** A layout or snippet, by id: what is published of it, and its draft. */
export interface TemplatePart {
  id: string
  kind: 'layout' | 'snippet'
  draft: string
  /** Null: it was not published yet. */
  published: string | null
}

export interface TemplatePartRow {
  id: string
  kind: string
  draft: string
  published: string | null
}

export function rowToTemplatePart(row: TemplatePartRow): TemplatePart {
  return { id: row.id, kind: row.kind as TemplatePart['kind'], draft: row.draft, published: row.published }
}

/** All that mails may be put together from. */
export async function listTemplateParts(db: D1Database, tenant: Tenant): Promise<TemplatePart[]> {
  const { results } = await db
    .prepare(
      `SELECT t.id, t.body ->> 'kind' AS kind, t.body ->> '$.draft.html' AS draft, v.body ->> '$.content.html' AS published
       FROM documents t
       LEFT JOIN documents v ON v.account_id = ?1 AND v.mode = ?2 AND v.kind = 'template_version'
         AND v.id = t.id || ' ' || (t.body ->> 'publishedVersion') AND v.gone = 0
       WHERE t.account_id = ?1 AND t.mode = ?2 AND t.kind = 'template' AND t.gone = 0 AND t.body ->> 'kind' <> 'mail'`,
    )
    .bind(tenant.accountId, tenant.mode)
    .all<TemplatePartRow>()
  return results.map(rowToTemplatePart)
}
