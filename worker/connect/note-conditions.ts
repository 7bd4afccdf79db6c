import { accountStub } from '../account/stub.ts'
import { type Bindings, configOf } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import type { ToldCondition } from '../domain/notice/notice.ts'
import { readConnection } from '../readmodel/connection.ts'
import { listSigningSecrets } from '../readmodel/signing-secrets.ts'
import { addressOf } from './address.ts'
import { conditionWords } from './condition-words.ts'
import { readConditions } from './read-conditions.ts'

/** For the queue: what is wrong with the connection now goes to its object, which tells the owner. */
export async function noteConditions(env: Bindings, tenant: Tenant): Promise<void> {
  await accountStub(env, tenant).noteConditions(tenant, await conditionsNow(env, tenant, Date.now()))
}

async function conditionsNow(env: Bindings, tenant: Tenant, nowMs: number): Promise<ToldCondition[]> {
  const stored = await readConnection(env.DB, tenant)
  const conditions = stored ? await readConditions(env.DB, stored, nowMs) : []
  if (!stored || conditions.length === 0) return []
  const hasOwnSecret = (await listSigningSecrets(env.DB, stored.id, nowMs)).length > 0
  const { url } = addressOf({ stored, hasOwnSecret }, configOf(env))
  return conditions.map((condition) => ({
    code: condition.code,
    cause: conditionWords(condition, stored, url).cause,
  }))
}
