import type { Snapshot, StripeAccess } from '../account/rpc.ts'
import { accountStub } from '../account/stub.ts'
import { type Bindings, configOf } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import { ok, type Result } from '../domain/result.ts'
import type { ObjectRef } from '../domain/stripe-object.ts'
import type { Failure } from '../stripe/failure.ts'
import { completeLists } from './embedded-lists.ts'
import { Pace } from './pace.ts'
import { type PacedStripe, paceStripe } from './paced-stripe.ts'
import { retrieveRequest } from './stripe-lists.ts'

/**
 * Asks Stripe for one object's present state, whole. `asOf` is when the request began, so that whatever came after it
 * wins. A 404 is an answer too: the object is gone.
 */
export async function refetch(stripe: PacedStripe, ref: ObjectRef): Promise<Result<Snapshot, Failure>> {
  const asOf = Math.floor(Date.now() / 1000)
  const { path, params } = retrieveRequest(ref.objectType, ref.objectId)
  const answer = await stripe.get(path, params)
  const { objectType, objectId } = ref
  if (!answer.ok)
    return answer.error.reason === 'not_found'
      ? ok({ objectType, objectId, asOf, object: null, source: 'refetch' })
      : answer
  const whole = await completeLists(stripe, objectType, answer.value)
  return whole.ok ? ok({ objectType, objectId, asOf, object: whole.value, source: 'refetch' }) : whole
}

/** Stripe for a task of a single question; the queue brings it again where Stripe is busy. */
export function openStripe(env: Bindings, tenant: Tenant, access: StripeAccess): Promise<PacedStripe> {
  const config = configOf(env)
  const renew = (refusedKey: string) => accountStub(env, tenant).stripeAccess(tenant, refusedKey)
  return paceStripe(access, config.stripeApiBase, new Pace(config.stripeRequestsPerSecond, 1), renew, [])
}
