import type { Input, ObjectSighting } from '../domain/decide.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { OBJECT_TYPES, type ObjectType } from '../domain/stripe-object.ts'

/** Events whose `data.object` is the whole object after the change (https://docs.stripe.com/api/events/types). */
const OBJECT_OF_TYPE: readonly [RegExp, ObjectType][] = [
  [/^product\.(created|updated|deleted)$/, 'product'],
  [/^price\.(created|updated|deleted)$/, 'price'],
  [/^customer\.(created|updated|deleted)$/, 'customer'],
  [/^customer\.subscription\.[a-z_]+$/, 'subscription'],
]

/** Thin events have types of their own, after the API that they belong to. */
const THIN_TYPE = /^v\d+\./

const MAX_ID_CHARS = 255

/** The kind of object whose state events of this type carry; null where no rule reads them. */
export function objectTypeOf(eventType: string): ObjectType | null {
  return OBJECT_OF_TYPE.find(([pattern]) => pattern.test(eventType))?.[1] ?? null
}

/** Reads a stored event as an input of the door; its JSON is only parsed where a rule reads events of its type. */
export function readEventInput(type: string, parseEvent: () => JsonObject): Input {
  const objectType = objectTypeOf(type)
  if (objectType) {
    const sighting = sightingOf(parseEvent(), type, objectType)
    return { kind: 'event', type, sighting, why: sighting ? null : 'no_object_id', names: null }
  }
  if (!THIN_TYPE.test(type)) return { kind: 'event', type, sighting: null, why: 'no_rule', names: null }
  return { kind: 'event', type, sighting: null, why: 'thin', names: namedBy(parseEvent()) }
}

/** A thin event names its object without the content (https://docs.stripe.com/event-destinations). */
function namedBy(event: JsonObject): { objectType: ObjectType; objectId: string } | null {
  const related = isJsonObject(event.related_object) ? event.related_object : {}
  const objectType = OBJECT_TYPES.find((known) => known === related.type)
  return objectType && isId(related.id) ? { objectType, objectId: related.id } : null
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_CHARS
}

function sightingOf(event: JsonObject, type: string, objectType: ObjectType): ObjectSighting | null {
  const data = isJsonObject(event.data) ? event.data : {}
  const object = isJsonObject(data.object) ? data.object : {}
  if (!isId(object.id)) return null
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
