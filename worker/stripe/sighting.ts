import type { Input, ObjectSighting } from '../domain/decide.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import type { ObjectType } from '../domain/stripe-object.ts'

/** Events whose `data.object` is the whole object after the change (https://docs.stripe.com/api/events/types). */
const OBJECT_OF_TYPE: readonly [RegExp, ObjectType][] = [
  [/^product\.(created|updated|deleted)$/, 'product'],
  [/^price\.(created|updated|deleted)$/, 'price'],
  [/^customer\.(created|updated|deleted)$/, 'customer'],
  [/^customer\.subscription\.[a-z_]+$/, 'subscription'],
]

/** Thin events have types of their own, after the API that they belong to. */
const THIN_TYPE = /^v\d+\./

/** Reads a stored event as an input of the door; its JSON is only parsed where a rule reads events of its type. */
export function readEventInput(type: string, parseEvent: () => JsonObject): Input {
  const objectType = OBJECT_OF_TYPE.find(([pattern]) => pattern.test(type))?.[1]
  if (!objectType) return { kind: 'event', type, sighting: null, why: THIN_TYPE.test(type) ? 'thin' : 'no_rule' }
  const sighting = sightingOf(parseEvent(), type, objectType)
  return { kind: 'event', type, sighting, why: sighting ? null : 'no_object_id' }
}

function sightingOf(event: JsonObject, type: string, objectType: ObjectType): ObjectSighting | null {
  const data = isJsonObject(event.data) ? event.data : {}
  const object = isJsonObject(data.object) ? data.object : {}
  if (typeof object.id !== 'string' || object.id === '') return null
  const kind = type.endsWith('.created') ? 'created' : type.endsWith('.deleted') ? 'deleted' : 'updated'
  return {
    objectType,
    objectId: object.id,
    key: String(event.id),
    at: Number(event.created),
    kind,
    gone: isGone(objectType, kind, object),
    object,
    previous: isJsonObject(data.previous_attributes) ? data.previous_attributes : null,
  }
}

/**
 * `customer.deleted` carries the last full object without a `deleted` flag, so the type decides; an API answer has the
 * flag. `customer.subscription.deleted` says that it ended: the subscription stays, as `canceled`.
 */
function isGone(objectType: ObjectType, kind: string, object: JsonObject): boolean {
  return object.deleted === true || (kind === 'deleted' && objectType !== 'subscription')
}

/** Reads an answer of the API. `object` null: Stripe answered 404, so the last known object is gone. */
export function readSnapshotInput(snapshot: {
  key: string
  objectType: ObjectType
  objectId: string
  asOf: number
  object: JsonObject | null
}): Input {
  const gone = snapshot.object === null || snapshot.object.deleted === true
  return {
    kind: 'snapshot',
    sighting: {
      objectType: snapshot.objectType,
      objectId: snapshot.objectId,
      key: snapshot.key,
      at: snapshot.asOf,
      kind: gone ? 'deleted' : 'snapshot',
      gone,
      object: snapshot.object ?? { id: snapshot.objectId },
      previous: null,
    },
  }
}
