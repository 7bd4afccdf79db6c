import type { Stripe } from 'stripe'
import { DAY } from '../period.ts'
import { renderEvent } from '../render.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter, missingResource } from '../stripe-problem.ts'
import { createdFilter, type Page, readLimit, take } from './lists.ts'
import type { Params } from './params.ts'

/** How far back Stripe keeps events. */
const KEPT_DAYS = 30
const MAX_TYPES = 20

/** Newest first, in the account's own API version: events are frozen, whatever version the request asks for. */
export function listEvents(stripe: StripeSandbox, params: Params): Page<Stripe.Event> {
  const limit = readLimit(params)
  const after = params.text('starting_after')
  const before = params.text('ending_before')
  const matches = typeFilter(params)
  const created = createdFilter(params)
  // Accepted and without effect: the sandbox does not tell which endpoint missed an event.
  params.flag('delivery_success')
  params.finish()
  const oldest = stripe.now() - KEPT_DAYS * DAY
  const keep = (event: Stripe.Event) => event.created >= oldest && matches(event.type) && created(event.created)
  const cursor = before ?? after
  if (cursor && !stripe.events.find(cursor)) {
    throw missingResource('event', cursor, before ? 'ending_before' : 'starting_after')
  }
  const walked = before ? stripe.events.oldestFirst(before) : stripe.events.newestFirst(after ?? undefined)
  const found = take(walked, keep, limit + 1)
  const page = found.slice(0, limit)
  return {
    object: 'list',
    data: (before ? page.reverse() : page).map((event) => renderEvent(stripe, event, stripe.account.apiVersion)),
    has_more: found.length > limit,
    url: '/v1/events',
  }
}

export function retrieveEvent(stripe: StripeSandbox, id: string): Stripe.Event {
  const event = stripe.events.find(id)?.event
  if (!event) throw missingResource('event', id)
  return renderEvent(stripe, event, stripe.account.apiVersion)
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
