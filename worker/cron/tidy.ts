import type { Bindings } from '../config.ts'
import { deleteExpiredKeys } from '../readmodel/idempotency.ts'
import { deleteOldIntakeCounts } from '../readmodel/intake-counts.ts'
import { deleteExpiredSecrets } from '../readmodel/signing-secrets.ts'

const DAY_MS = 86_400_000
const INTAKE_COUNT_DAYS = 30

/** Removes what has run out: rolled secrets, kept answers and old counts. */
export async function tidy(env: Bindings, nowMs: number): Promise<void> {
  await deleteExpiredSecrets(env.DB, nowMs)
  await deleteExpiredKeys(env.DB, nowMs)
  await deleteOldIntakeCounts(env.DB, nowMs - INTAKE_COUNT_DAYS * DAY_MS)
}
