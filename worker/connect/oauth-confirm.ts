import { openGrant } from '../auth/oauth-grants.ts'
import { type Bindings, configOf } from '../config.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { forgetPendingGrant, type PendingGrant, takePendingGrant } from '../readmodel/pending-grants.ts'
import type { Grant } from '../stripe/oauth.ts'
import { linkAccount } from './link-account.ts'
import { declineGrant, linkOfGrant } from './oauth-link.ts'
import type { OauthMember } from './oauth-start.ts'
import type { Refusal } from './refusal.ts'

/**
 * A person's answer to `confirm`: yes links the waiting grant in place of the data that was asked about, and no other; no –
 * or a yes that comes to nothing – gives it back.
 */
export async function confirmOauth(
  env: Bindings,
  before: StoredConnection,
  { pending, accept }: { pending: string; accept: boolean },
  member: OauthMember,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  const waiting = await takePendingGrant(env.DB, before.tenant, member, pending, nowMs)
  if (!waiting) {
    return fail({ code: 'not_found', detail: 'There is no such question any more: begin again with "Connect".' })
  }
  const grant = await openGrant<Grant>(configOf(env).encryptionKeys, before.tenant, waiting.sealed)
  const answered = accept ? await replace(env, before, waiting, grant, nowMs) : ok(null)
  const isSettled = (accept && answered.ok) || (await declineGrant(env, before.tenant, waiting.kind, grant))
  // One that could not be given back is tried again by the cron.
  if (isSettled) await forgetPendingGrant(env.DB, waiting.id)
  return answered
}

async function replace(
  env: Bindings,
  before: StoredConnection,
  { kind, dataOf }: PendingGrant,
  grant: Grant,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  if (before.dataOf !== null && before.dataOf !== dataOf && before.dataOf !== grant.stripeAccountId) {
    return fail({
      code: 'connection_changed',
      detail: `The question was about the data of ${dataOf}, but by now the data of ${before.dataOf} is here: begin again with "Connect".`,
    })
  }
  return linkAccount(env, before, await linkOfGrant(env, before, kind, grant, dataOf), nowMs)
}
