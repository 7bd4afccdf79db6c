import { createRoute, z } from '@hono/zod-openapi'
import { confirmOauth } from '../../connect/oauth-confirm.ts'
import { type OauthMember, startOauth } from '../../connect/oauth-start.ts'
import { isoOfMs } from '../../domain/times.ts'
import { operatorOnly } from '../middleware/authenticate.ts'
import type { Actor } from '../middleware/context.ts'
import { noQuery } from '../schemas/common.ts'
import { connection, oauthConfirmInput, oauthStart } from '../schemas/connection.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { describeConnection, orRefuse, storedConnection } from './connection-answer.ts'
import { createRouter } from './router.ts'
import { startImport } from './start-import.ts'

const startQuery = z.strictObject({ kind: z.enum(['app_oauth', 'connect_oauth']).optional() })

export const oauthRoutes = createRouter()

oauthRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/connection/oauth/start',
    tags: ['Connection'],
    summary: 'Where to send the browser to connect through Stripe; the address is good once and for ten minutes',
    ...authenticated,
    middleware: [operatorOnly] as const,
    request: { query: startQuery },
    responses: { 200: json(oauthStart, 'The address'), ...problemsBehindAuth(409) },
  }),
  async (c) => {
    const kind = c.req.valid('query').kind ?? null
    const started = orRefuse(await startOauth(c.env, c.var.tenant, kind, memberOf(c.var.actor), Date.now()))
    return c.json({ url: started.url, expires_at: isoOfMs(started.expiresAtMs) }, 200)
  },
)

oauthRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/connection/oauth/confirm',
    tags: ['Connection'],
    summary: 'Answer whether a grant for another Stripe account than before takes its place',
    ...authenticatedPost,
    middleware: [operatorOnly] as const,
    request: { query: noQuery, body: body(oauthConfirmInput) },
    responses: { 201: json(connection, 'The connection'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const answer = c.req.valid('json')
    const before = await storedConnection(c)
    orRefuse(await confirmOauth(c.env, before, answer, memberOf(c.var.actor), Date.now()))
    const begun = answer.accept ? await startImport(c.env, c.var.tenant, before.importMonths) : null
    return c.json(await describeConnection(c, begun), 201)
  },
)

/** Behind `operatorOnly`. */
function memberOf(actor: Actor): OauthMember {
  return actor.type === 'operator' && actor.via === 'cookie' ? `session:${actor.sessionHash}` : 'token'
}
