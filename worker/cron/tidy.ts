import { resealSigningSecrets } from '../auth/signing-secrets.ts'
import { type Bindings, configOf } from '../config.ts'
import { declineExpiredGrants } from '../connect/decline-expired.ts'
import { log } from '../log.ts'
import { deleteExpiredKeys } from '../readmodel/idempotency.ts'
import { deleteOldIntakeCounts } from '../readmodel/intake-counts.ts'
import { deleteOldJobs } from '../readmodel/open-jobs.ts'
import { deleteOldSentMails } from '../readmodel/sent-mails.ts'
import { deleteExpiredSecrets } from '../readmodel/signing-secrets.ts'

const DAY_MS = 86_400_000
const INTAKE_COUNT_DAYS = 30
const JOB_DAYS = 30
const SENT_MAIL_DAYS = 30

/** Removes what has run out, and seals with the newest key what an older one sealed. */
export async function tidy(env: Bindings, nowMs: number): Promise<void> {
  await deleteExpiredSecrets(env.DB, nowMs)
  const unreadable = await resealSigningSecrets(env.DB, configOf(env).encryptionKeys)
  if (unreadable.length > 0) log('warn', 'secrets_unreadable', { secrets: unreadable.join(' ') })
  await declineExpiredGrants(env, nowMs)
  await deleteExpiredKeys(env.DB, nowMs)
  await deleteOldJobs(env.DB, nowMs - JOB_DAYS * DAY_MS)
  await deleteOldSentMails(env.DB, nowMs - SENT_MAIL_DAYS * DAY_MS)
  await deleteOldIntakeCounts(env.DB, nowMs - INTAKE_COUNT_DAYS * DAY_MS)
}
