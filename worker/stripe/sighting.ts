import type { Input, ObjectSighting } from '../domain/decide.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { OBJECT_TYPES, type ObjectRef, type ObjectType } from '../domain/stripe-object.ts'
import { keptOf } from './keep.ts'
import { isIncomplete, referencesOf } from './lacking.ts'
import { progressOf } from './progress.ts'

/** Events whose `data.object` is the whole object after the change (https://docs.stripe.com/api/events/types). */
const OBJECT_OF_TYPE: readonly [RegExp, ObjectType][] = [
  [/^product\.(created|updated|deleted)$/, 'product'],
  [/^price\.(created|updated|deleted)$/, 'price'],
  [/^customer\.(created|updated|deleted)$/, 'customer'],
  [/^customer\.subscription\.[a-z_]+$/, 'subscription'],
  [/^coupon\.(created|updated|deleted)$/, 'coupon'],
  // Not `upcoming`: it is a preview, and no invoice yet.
  [/^invoice\.(?!upcoming$)[a-z_]+$/, 'invoice'],
  [/^charge\.[a-z_]+$/, 'charge'],
  [/^charge\.dispute\.[a-z_]+$/, 'dispute'],
]

/** The merchant has removed the app (https://docs.stripe.com/connect/webhooks). */
const DEAUTHORIZED = 'account.application.deauthorized'

/** Thin events have types of their own, after the API that they belong to. */
const THIN_TYPE = /^v\d+\./

const MAX_ID_CHARS = 255

/** The kind of object whose state events of this type carry; null where no rule reads them. */
export function objectTypeOf(eventType: string): ObjectType | null {
  return OBJECT_OF_TYPE.find(([pattern]) => pattern.test(eventType))?.[1] ?? null
}

interface StoredEvent {
  key: string
  type: string
  /** Stripe's second. */
  created: number
}

/** Reads a stored event as an input of the door; its JSON is only parsed where a rule reads events of its type. */
export function readEventInput({ key, type, created }: StoredEvent, parseEvent: () => JsonObject): Input {
  const event = { kind: 'event', type, key, at: created, sighting: null, names: null } as const
  const objectType = objectTypeOf(type)
  if (objectType) {
    const sighting = sightingOf(parseEvent(), type, objectType)
    return { ...event, sighting, why: sighting ? null : 'no_object_id' }
  }
  if (type === DEAUTHORIZED) return { ...event, why: 'deauthorized' }
  if (!THIN_TYPE.test(type)) return { ...event, why: 'no_rule' }
  return { ...event, why: 'thin', names: namedBy(parseEvent()) }
}

/** An event of the Stripe account that was connected before this one. */
export function formerInput({ key, type, created }: StoredEvent): Input {
  return { kind: 'event', type, key, at: created, sighting: null, why: 'former_account', names: null }
}

/** A thin event names its object without the content (https://docs.stripe.com/event-destinations). */
function namedBy(event: JsonObject): ObjectRef | null {
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
    mayReturn: mayReturn(objectType),
    object: keptOf(objectType, object),
    previous: isJsonObject(data.previous_attributes) ? data.previous_attributes : null,
    progress: progressOf(objectType, object),
    incomplete: isIncomplete(objectType, object),
    refersTo: referencesOf(objectType, object),
  }
}

/**
 * `customer.deleted` carries the last full object without a `deleted` flag, so the type decides; an API answer has the
 * flag. `customer.subscription.deleted` says that it ended: the subscription stays, as `canceled`.
 */
function isGone(objectType: ObjectType, kind: string, object: JsonObject): boolean {
  return object.deleted === true || (kind === 'deleted' && objectType !== 'subscription')
}

/** Ids of products and coupons can be chosen, and chosen again: that is how a coupon's terms are changed. */
export function mayReturn(objectType: ObjectType): boolean {
  return objectType === 'product' || objectType === 'coupon'
}

/** Reads an answer of the API. `object` null: Stripe answered 404, so the last known object is gone. */
export function readSnapshotInput(snapshot: {
  key: string
  objectType: ObjectType
  objectId: string
  asOf: number
  object: JsonObject | null
  source: string
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
      mayReturn: mayReturn(snapshot.objectType),
      object: snapshot.object ? keptOf(snapshot.objectType, snapshot.object) : { id: snapshot.objectId },
      previous: null,
      progress: snapshot.object ? progressOf(snapshot.objectType, snapshot.object) : [],
      incomplete: false,
      refersTo:
        snapshot.object && (snapshot.source === 'refetch' || !isImportedWith(snapshot.objectType))
          ? referencesOf(snapshot.objectType, snapshot.object)
          : [],
    },
  }
}

/** An import brings by itself what its objects refer to, but a dispute may be of a charge from before its months. */
function isImportedWith(objectType: ObjectType): boolean {
  return objectType !== 'dispute'
}
