import { createRoute } from '@hono/zod-openapi'
import { listMovements } from '../../readmodel/movements.ts'
import { listTimeline } from '../../readmodel/timeline.ts'
import type { AppContext } from '../middleware/context.ts'
import { idParam, listOf } from '../schemas/common.ts'
import { historyQuery } from '../schemas/customer-query.ts'
import { delivery } from '../schemas/delivery.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { movement, movementQuery, presentMovement } from '../schemas/movement.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { timelineItem } from '../schemas/timeline.ts'
import { presentTimelineItem } from '../schemas/timeline-view.ts'
import { storedCustomer } from './customer-answer.ts'
import { pageOfDeliveries } from './delivery-list.ts'
import { actionsOf } from './event-actions.ts'
import { createRouter } from './router.ts'

export const customerHistoryRoutes = createRouter()

customerHistoryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers/{id}/timeline',
    tags: ['Customers'],
    summary: 'What happened to a customer, newest first',
    ...authenticated,
    request: { params: idParam, query: historyQuery },
    responses: { 200: json(listOf(timelineItem), 'A page of the timeline'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const { id } = await storedCustomer(c, c.req.valid('param').id)
    const position = decodeCursor('timeline', after)
    const page = { limit: limit + 1, after: position?.number ?? null }
    const rows = await listTimeline(c.env.DB, c.var.tenant, id, page)
    const actions = await actionsOf(
      c,
      rows.flatMap(({ event }) => event ?? []),
    )
    const present = (row: (typeof rows)[number]) => presentTimelineItem(id, row, actions)
    return c.json(
      toPage('timeline', rows, limit, present, ({ ordinal }) => ({ number: ordinal, id })),
      200,
    )
  },
)

customerHistoryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers/{id}/movements',
    tags: ['Customers'],
    summary: 'The steps of a customer’s MRR, newest first',
    ...authenticated,
    request: { params: idParam, query: historyQuery },
    responses: { 200: json(listOf(movement), 'A page of movements'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { id } = await storedCustomer(c, c.req.valid('param').id)
    return c.json(await pageOfMovements(c, id, c.req.valid('query')), 200)
  },
)

customerHistoryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/movements',
    tags: ['Customers'],
    summary: 'The same by a query',
    ...authenticated,
    request: { query: movementQuery },
    responses: { 200: json(listOf(movement), 'A page of movements'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { customer, ...page } = c.req.valid('query')
    return c.json(await pageOfMovements(c, customer, page), 200)
  },
)

customerHistoryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers/{id}/deliveries',
    tags: ['Customers'],
    summary: 'Mails and webhooks about a customer, newest first',
    ...authenticated,
    request: { params: idParam, query: historyQuery },
    responses: { 200: json(listOf(delivery), 'A page of deliveries'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const { id } = await storedCustomer(c, c.req.valid('param').id)
    return c.json(await pageOfDeliveries(c, { customer: id }, { limit, after }), 200)
  },
)

async function pageOfMovements(
  c: AppContext,
  id: string,
  { limit, after }: { limit: number; after?: string | undefined },
) {
  const position = decodeCursor('movements', after)
  const page = { limit: limit + 1, after: position?.number ?? null }
  const rows = await listMovements(c.env.DB, c.var.tenant, id, page)
  return toPage('movements', rows, limit, presentMovement, ({ seq }) => ({ number: seq, id }))
}
