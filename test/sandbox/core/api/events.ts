import type { Stripe } from 'stripe'
import { DAY } from '../period.ts'
import { renderEvent } from '../render.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { permissionToRead } from '../site/permissions.ts'
import { invalidParameter, missingResource } from '../stripe-problem.ts'
import type { Caller } from './caller.ts'
import { createdRange, type Page, readCursors, take } from './lists.ts'
import type { Params } from './params.ts'

/** How far back Stripe keeps events. */
const KEPT_DAYS = 30
const MAX_TYPES = 20

/**
 * Newest first, in the account's own API version: events are frozen, whatever version the request asks for. A key that
 * may not read an object is not told of its events.
 */
export function listEvents(stripe: StripeSandbox, params: Params, caller: Caller): Page<Stripe.Event> {
  const { limit, after, before } = readCursors(params)
  const matches = typeFilter(params)
  const { min, max } = createdRange(params)
  const delivered = params.flag('delivery_success')
  params.finish()
  const cursor = before ?? after
  if (cursor && !stripe.events.find(cursor)) {
    throw missingResource('event', cursor, before ? 'ending_before' : 'starting_after')
  }
  const oldest = Math.max(stripe.now() - KEPT_DAYS * DAY, min)
  const keep = (event: Stripe.Event) =>
    event.created >= oldest &&
    event.created <= max &&
    matches(event.type) &&
    isShownTo(caller, event) &&
    (delivered === undefined || delivered !== stripe.outstanding.has(event.id))
  const walked = before ? stripe.events.oldestFirst(before) : stripe.events.newestFirst(after, oldest)
  const found = take(walked, keep, limit + 1)
  const page = found.slice(0, limit)
  return {
    object: 'list',
    data: (before ? page.reverse() : page).map((event) => shown(stripe, event)),
    has_more: found.length > limit,
    url: '/v1/events',
  }
}

export function retrieveEvent(stripe: StripeSandbox, id: string, caller: Caller): Stripe.Event {
  const event = stripe.events.find(id)?.event
  if (!event || !isShownTo(caller, event)) throw missingResource('event', id)
  return shown(stripe, event)
}

function shown(stripe: StripeSandbox, event: Stripe.Event): Stripe.Event {
  const rendered = renderEvent(stripe, event, stripe.account.apiVersion)
  return { ...rendered, pending_webhooks: stripe.outstanding.get(event.id) ?? 0 }
}

/** What concerns an application is told to the application alone. */
function isShownTo(caller: Caller, event: Stripe.Event): boolean {
  if (event.account !== undefined) return false
  return caller.may(permissionToRead((event.data.object as { object?: string }).object ?? ''))
}

function typeFilter(params: Params): (type: string) => boolean {
  const one = params.text('type')
  const many = params.texts('types')
  if (one != null && many) throw invalidParameter('You may only specify one of type and types.', 'types')
  if (many && many.length > MAX_TYPES) throw invalidParameter(`At most ${MAX_TYPES} types can be listed.`, 'types')
  if (many) return (type) => many.includes(type)
  if (one == null) return () => true
  return one.endsWith('.*') ? (type) => type.startsWith(one.slice(0, -1)) : (type) => type === one
}
