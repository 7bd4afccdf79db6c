/** Throws D1's "no such table" where a migration is missing; reads at most one row of a table of each file. */
export async function probeSchema(db: D1Database): Promise<void> {
  await db
    .prepare(
      `SELECT (SELECT 1 FROM intake_counts LIMIT 1), (SELECT 1 FROM idempotency_keys LIMIT 1),
              (SELECT 1 FROM prices LIMIT 1), (SELECT 1 FROM account_settings LIMIT 1),
              (SELECT 1 FROM term_blocks LIMIT 1), (SELECT 1 FROM deliveries LIMIT 1),
              (SELECT 1 FROM dev_outbox LIMIT 1)`,
    )
    .first()
}
