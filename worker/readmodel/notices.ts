import type { Tenant } from '../domain/ids.ts'
import type { Notice } from '../domain/notice/notice.ts'

/** The last one raised first; `after` is when and which the last one shown was. There is one of each kind and subject: they are few. */
export async function listNotices(
  db: D1Database,
  tenant: Tenant,
  page: { limit: number; after: { number: number; id: string } | null; isOpen: boolean },
): Promise<Notice[]> {
  const { number: openedAtMs, id } = page.after ?? { number: Number.MAX_SAFE_INTEGER, id: '' }
  const { results } = await db
    .prepare(
      `SELECT body FROM documents WHERE account_id = ?1 AND mode = ?2 AND kind = 'notice' AND gone = 0
         AND (body ->> 'openedAtMs' < ?3 OR (body ->> 'openedAtMs' = ?3 AND id > ?4))
         AND (?5 = 0 OR (body ->> 'endedAtMs' IS NULL AND body ->> 'dismissedAtMs' IS NULL))
       ORDER BY body ->> 'openedAtMs' DESC, id LIMIT ?6`,
    )
    .bind(tenant.accountId, tenant.mode, openedAtMs, id, Number(page.isOpen), page.limit)
    .all<{ body: string }>()
  return results.map(({ body }) => JSON.parse(body) as Notice)
}
