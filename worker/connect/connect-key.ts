import { type Bindings, configOf } from '../config.ts'
import { fail, type Result } from '../domain/result.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { checkKeyShape } from './key-shape.ts'
import { linkAccount } from './link-account.ts'
import { inspectKey } from './probe-key.ts'
import type { Refusal } from './refusal.ts'
import { stripeWithKey } from './stripe-of.ts'

export interface KeyOffer {
  apiKey: string
  /** The Stripe account whose data may go. */
  replaces: string | null
  importMonths: number
}

/** Connects by a restricted key: shape, mode, whose it is and what it may do are looked at before anything is changed. */
export async function connectKey(
  env: Bindings,
  before: StoredConnection,
  { apiKey, replaces, importMonths }: KeyOffer,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  const shape = checkKeyShape(apiKey, before.tenant.mode)
  if (!shape.ok) return shape
  const stripe = await stripeWithKey(configOf(env), apiKey)
  const account = await inspectKey(stripe)
  if (!account.ok) return fail(account.error)
  const link = {
    credential: { kind: 'restricted_key' as const, apiKey },
    account: account.value,
    keyLast4: apiKey.slice(-4),
    scope: null,
    importMonths,
    replaces,
    endpointBy: stripe,
  }
  return linkAccount(env, before, link, nowMs)
}
