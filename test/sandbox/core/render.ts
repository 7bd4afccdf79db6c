import type { Stripe } from 'stripe'
import type { LegacyLinks } from './event-log.ts'
import { cutField, cutLists, embeddedFieldOf } from './objects/list.ts'
import { previousAttributes } from './previous-attributes.ts'
import { type Json, renderValue } from './render/objects.ts'
import { shapeOf } from './render/version.ts'
import type { StripeSandbox } from './sandbox.ts'

export { isSentTo, RENDERED_VERSIONS, shapeOf } from './render/version.ts'

/**
 * The event as an endpoint of that API version gets it: fields stand where the version has them, previous_attributes
 * moves along, `api_version` names the version. The sandbox is asked for what the endive object no longer carries.
 */
export function renderEvent(stripe: StripeSandbox, event: Stripe.Event, apiVersion: string): Stripe.Event {
  const shape = shapeOf(apiVersion)
  if (shape === 'endive')
    return cutEvent(event.api_version === apiVersion ? event : { ...event, api_version: apiVersion })
  const links = stripe.events.find(event.id)?.links ?? null
  const { object, previous_attributes: previous } = event.data
  const context = { stripe, shape, links, withAdditions: false }
  const after = renderValue(object, { ...context, withAdditions: shape === 'acacia' })
  const data = previous
    ? {
        object: after,
        previous_attributes: renderPrevious(object as unknown as Json, previous as unknown as Json, context),
      }
    : { object: after }
  return cutEvent(JSON.parse(JSON.stringify({ ...event, api_version: apiVersion, data })) as Stripe.Event)
}

/** Lists that the object carries are cut, in its present and in its former state. */
function cutEvent(event: Stripe.Event): Stripe.Event {
  const { object, previous_attributes: previous } = event.data
  const shown = cutLists(object)
  const field = embeddedFieldOf((object as { object?: string }).object ?? '')
  const before = previous && field ? cutField(previous, field) : previous
  if (shown === object && before === previous) return event
  const data = before ? { object: shown, previous_attributes: before } : { object: shown }
  return { ...event, data } as Stripe.Event
}

/** An object outside of an event: what an API answer of that version shows. */
export function renderObject(
  stripe: StripeSandbox,
  object: object,
  apiVersion: string,
  findLinks: () => LegacyLinks | null,
): object {
  const shape = shapeOf(apiVersion)
  if (shape === 'endive') return cutLists(object)
  const rendered = renderValue(object, { stripe, shape, links: findLinks(), withAdditions: shape === 'acacia' })
  return cutLists(JSON.parse(JSON.stringify(rendered)) as object)
}

/** The object as it was before is put together again, and both states are compared in the older shape. */
function renderPrevious(object: Json, previous: Json, context: Parameters<typeof renderValue>[1]): Json {
  const before = renderValue(restored(object, previous), context)
  return previousAttributes(before as Json, renderValue(object, context) as Json)
}

function restored(after: Json, previous: Json): Json {
  const result = { ...after }
  for (const [key, old] of Object.entries(previous)) {
    const now = after[key]
    result[key] = isPartial(old) && isPartial(now) ? restored(now, old) : old
  }
  return result
}

/** A hash of which previous_attributes holds only the changed keys; arrays and lists are whole. */
function isPartial(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && (value as Json).object !== 'list'
}
