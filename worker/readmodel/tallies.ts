import type { Tenant } from '../domain/ids.ts'

/** By name; a name that was never counted is 0. */
export async function readTallies(
  db: D1Database,
  tenant: Tenant,
  names: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map(names.map((name) => [name, 0]))
  if (names.length === 0) return counts
  const { results } = await db
    .prepare(
      `SELECT t.name, t.n FROM json_each(?3) asked
       CROSS JOIN tallies t ON t.account_id = ?1 AND t.mode = ?2 AND t.name = asked.value`,
    )
    .bind(tenant.accountId, tenant.mode, JSON.stringify(names))
    .all<{ name: string; n: number }>()
  for (const { name, n } of results) counts.set(name, n)
  return counts
}

/** Those above 0 whose name begins with `prefix` (`stage:`, say), each by what follows the prefix. */
export async function listTallies(
  db: D1Database,
  tenant: Tenant,
  prefix: string,
): Promise<{ name: string; count: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT name, n FROM tallies
       WHERE account_id = ?1 AND mode = ?2 AND name >= ?3 AND name < ?3 || char(0x10ffff) AND n > 0 ORDER BY name`,
    )
    .bind(tenant.accountId, tenant.mode, prefix)
    .all<{ name: string; n: number }>()
  return results.map(({ name, n }) => ({ name: name.slice(prefix.length), count: n }))
}
