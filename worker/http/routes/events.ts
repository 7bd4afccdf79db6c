import { createRoute } from '@hono/zod-openapi'
import { listEvents, readEvent } from '../../readmodel/events.ts'
import { ProblemError } from '../errors.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import {
  eventDetail,
  eventQuery,
  eventSummary,
  presentEvent,
  presentEventSummary,
  selectionOf,
} from '../schemas/event.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { actionsOf } from './event-actions.ts'
import { createRouter } from './router.ts'

export const eventRoutes = createRouter()

eventRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/events',
    tags: ['Events'],
    summary: 'Events in order of arrival, newest first, without payloads',
    ...authenticated,
    request: { query: eventQuery },
    responses: { 200: json(listOf(eventSummary), 'A page of events'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after, ...filter } = c.req.valid('query')
    const beforeSeq = decodeCursor('events', after)?.number ?? null
    const rows = await listEvents(c.env.DB, c.var.tenant, selectionOf(filter), { limit: limit + 1, beforeSeq })
    const actions = await actionsOf(c, rows)
    const present = (row: (typeof rows)[number]) => presentEventSummary(row, actions)
    const page = toPage('events', rows, limit, present, ({ seq, id }) => ({ number: seq, id }))
    return c.json(page, 200)
  },
)

eventRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/events/{id}',
    tags: ['Events'],
    summary: 'One event whole, with its payload',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(eventDetail, 'The event'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const found = await readEvent(c.env.DB, c.var.tenant, id)
    if (!found) throw new ProblemError('not_found', `There is no such event in ${c.var.tenant.mode} mode.`)
    return c.json(presentEvent(found.event, found.payload, await actionsOf(c, [found.event])), 200)
  },
)
