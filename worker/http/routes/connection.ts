import { createRoute } from '@hono/zod-openapi'
import { addSigningSecret } from '../../auth/signing-secrets.ts'
import { announceConnection } from '../../connect/announce.ts'
import { disconnect } from '../../connect/disconnect.ts'
import { repairConnection } from '../../connect/repair.ts'
import { markWebhookOnly } from '../../readmodel/connections-state.ts'
import { noQuery } from '../schemas/common.ts'
import { connection, signingSecretInput } from '../schemas/connection.ts'
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

export const connectionRoutes = createRouter()

connectionRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/connection',
    tags: ['Connection'],
    summary: 'The link to a Stripe account, and whether events arrive',
    ...authenticated,
    request: { query: noQuery },
    responses: { 200: json(connection, 'The connection'), ...problemsBehindAuth(404) },
  }),
  async (c) => c.json(await describeConnection(c), 200),
)

connectionRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/connection',
    tags: ['Connection'],
    summary: 'Disconnect: our endpoint goes from Stripe, what was granted is given back, jobs end, data stays',
    ...authenticated,
    request: { query: noQuery },
    responses: {
      200: json(connection, 'Disconnected; `reason` says what is left to do'),
      ...problemsBehindAuth(404, 409),
    },
  }),
  async (c) => {
    orRefuse(await disconnect(c.env, await storedConnection(c), Date.now()))
    return c.json(await describeConnection(c), 200)
  },
)

connectionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/connection/repair',
    tags: ['Connection'],
    summary:
      'Register our endpoint again where it is gone, enable it, set its event types, look at the permissions again',
    ...authenticatedPost,
    request: { query: noQuery },
    responses: { 200: json(connection, 'The connection'), ...problemsOfPost(404) },
  }),
  async (c) => {
    orRefuse(await repairConnection(c.env, await storedConnection(c), Date.now()))
    return c.json(await describeConnection(c), 200)
  },
)

connectionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/connection/secrets',
    tags: ['Connection'],
    summary: 'Add a signing secret of the connection’s own endpoint; the one before stays valid for 24 hours',
    ...authenticatedPost,
    request: { query: noQuery, body: body(signingSecretInput) },
    responses: { 201: json(connection, 'The connection'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { secret } = c.req.valid('json')
    const stored = await storedConnection(c)
    const nowMs = Date.now()
    await addSigningSecret(c.env.DB, c.var.config.encryptionKeys, stored.id, c.var.tenant, secret, nowMs)
    if (stored.status === 'disconnected') await markWebhookOnly(c.env.DB, stored, nowMs)
    await announceConnection(c.env, c.var.tenant)
    return c.json(await describeConnection(c), 201)
  },
)
