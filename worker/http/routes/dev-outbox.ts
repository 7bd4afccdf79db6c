import { createRoute } from '@hono/zod-openapi'
import { clearOutbox, listOutbox } from '../../readmodel/dev-outbox.ts'
import { listOf, noQuery } from '../schemas/common.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { outboxMail, outboxQuery, presentOutboxMail } from '../schemas/outbox.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { createRouter } from './router.ts'

export const devOutboxRoutes = createRouter()

devOutboxRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/outbox',
    tags: ['Development'],
    summary: 'Mails of the outbox, newest first; 404 unless ENVIRONMENT is development',
    ...authenticated,
    request: { query: outboxQuery },
    responses: { 200: json(listOf(outboxMail), 'A page of mails'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { to, limit, after } = c.req.valid('query')
    const page = { limit: limit + 1, after: decodeCursor('outbox', after)?.number ?? null }
    const rows = await listOutbox(c.env.DB, c.var.tenant, to, page)
    return c.json(
      toPage('outbox', rows, limit, presentOutboxMail, ({ delivery }) => delivery),
      200,
    )
  },
)

devOutboxRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/outbox',
    tags: ['Development'],
    summary: 'Empty the outbox; the deliveries stay. 404 unless ENVIRONMENT is development',
    ...authenticated,
    request: { query: noQuery },
    responses: { 204: { description: 'It is empty' }, ...problemsBehindAuth(404) },
  }),
  async (c) => {
    await clearOutbox(c.env.DB, c.var.tenant)
    return c.body(null, 204)
  },
)
