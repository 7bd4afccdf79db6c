import type { Snapshot } from '../account/rpc.ts'
import type { JsonObject } from '../domain/json.ts'
import type { ObjectType } from '../domain/stripe-object.ts'
import type { StripeReader } from '../stripe/client.ts'

/** Asks Stripe for one object's present state. `asOf` is when the request began, so that whatever came after it wins. */
export async function refetch(
  stripe: StripeReader,
  objectType: ObjectType,
  objectId: string,
  nowMs: number,
): Promise<Snapshot> {
  const object: JsonObject | null = await stripe.retrieve(objectType, objectId)
  return { objectType, objectId, asOf: Math.floor(nowMs / 1000), object, source: 'refetch' }
}
