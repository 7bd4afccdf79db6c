import type { StripeAccess } from '../account/rpc.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Result } from '../domain/result.ts'
import { createStripeClient, type Params, type StripeClient } from '../stripe/client.ts'
import type { Failure } from '../stripe/failure.ts'
import { type Pace, wait } from './pace.ts'

/** Stripe, asked at a pace; `requests` counts what was asked through this door, repeats included. */
export interface PacedStripe {
  get(path: string, params?: Params): Promise<Result<JsonObject, Failure>>
  readonly requests: number
  /** Another door to the same Stripe at the same pace, with a count of its own. */
  another(): PacedStripe
}

/** For work of many requests, which would rather wait than begin anew. */
export const PATIENT_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000]

/**
 * Asks again after a 429, a lost connection or a 5xx, after each of `waitsMs`; the last refusal is the answer. A token of an
 * app that ended early is renewed once.
 */
export async function paceStripe(
  access: StripeAccess,
  apiBase: string,
  pace: Pace,
  renew: (refusedKey: string) => Promise<StripeAccess | null>,
  waitsMs: readonly number[],
): Promise<PacedStripe> {
  let held = access
  let client = await clientOf(held, apiBase)
  let renewing: Promise<boolean> | null = null

  async function once(path: string, params: Params): Promise<Result<JsonObject, Failure>> {
    await pace.turn()
    const usedKey = held.apiKey
    const answer = await client.get(path, params)
    if (!answer.ok && answer.error.reason === 'unauthorized' && held.kind === 'app_oauth' && (await isRenewed(usedKey)))
      return client.get(path, params)
    if (answer.ok) pace.answered()
    else if (answer.error.reason === 'rate_limited') pace.limited(answer.error.limitedBy)
    return answer
  }

  /** Whether there is another token than the one that was refused; of several who ask at once the first gets it for all. */
  function isRenewed(refusedKey: string): Promise<boolean> {
    if (held.apiKey !== refusedKey) return Promise.resolve(true)
    renewing ??= takeNewToken(refusedKey).finally(() => {
      renewing = null
    })
    return renewing
  }

  async function takeNewToken(refusedKey: string): Promise<boolean> {
    const access = await renew(refusedKey)
    if (!access || access.apiKey === refusedKey) return false
    client = await clientOf(access, apiBase)
    held = access
    return true
  }

  function door(): PacedStripe {
    let requests = 0
    const ask = (path: string, params: Params) => {
      requests += 1
      return once(path, params)
    }
    return {
      get requests() {
        return requests
      },
      another: door,
      async get(path, params = {}) {
        let answer = await ask(path, params)
        for (const waitMs of waitsMs) {
          if (answer.ok || !isPassing(answer.error)) return answer
          await wait(waitMs)
          answer = await ask(path, params)
        }
        return answer
      },
    }
  }
  return door()
}

/** What may be otherwise a little later. */
export function isPassing({ reason }: Failure): boolean {
  return reason === 'rate_limited' || reason === 'unreachable'
}

function clientOf({ apiKey, stripeAccount }: StripeAccess, apiBase: string): Promise<StripeClient> {
  return createStripeClient({ apiKey, apiBase, stripeAccount, maxNetworkRetries: 0 })
}
