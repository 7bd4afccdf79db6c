import { createRoute } from '@hono/zod-openapi'
import { hashToken, makeApiKey, makeId } from '../../auth/tokens.ts'
import { type ApiKey, insertApiKey, listApiKeys, revokeApiKey } from '../../readmodel/api-keys.ts'
import { ProblemError, refuseInput } from '../errors.ts'
import { operatorOnly } from '../middleware/authenticate.ts'
import { apiKey, apiKeyInput, apiKeyQuery, newApiKey, presentApiKey } from '../schemas/api-key.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import { authenticated, body, json, problemsBehindAuth, problemsOfPost } from '../schemas/documented.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { createRouter } from './router.ts'

export const apiKeyRoutes = createRouter()

apiKeyRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/api-keys',
    tags: ['API keys'],
    summary: 'API keys of the account and mode, newest first; revoked ones stay listed',
    ...authenticated,
    request: { query: apiKeyQuery },
    responses: { 200: json(listOf(apiKey), 'A page of keys'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const position = decodeCursor('api_keys', after)
    const rows = await listApiKeys(c.env.DB, c.var.tenant, {
      limit: limit + 1,
      after: position && { createdAt: position.number, id: position.id },
    })
    const page = toPage('api_keys', rows, limit, presentApiKey, ({ createdAt, id }) => ({ number: createdAt, id }))
    return c.json(page, 200)
  },
)

apiKeyRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/api-keys',
    tags: ['API keys'],
    summary: 'Make an API key; its token is shown in this answer only, so an Idempotency-Key is not honoured',
    ...authenticated,
    middleware: [operatorOnly] as const,
    request: { query: noQuery, body: body(apiKeyInput) },
    responses: { 201: json(newApiKey, 'The key with its token'), ...problemsOfPost() },
  }),
  async (c) => {
    const { name, scope, expires_at: expiry } = c.req.valid('json')
    const nowMs = Date.now()
    const expiresAt = expiry ? Date.parse(expiry) : null
    if (expiresAt !== null && expiresAt <= nowMs)
      refuseInput('/expires_at', 'in_the_past', 'This must be in the future.')
    const tenant = c.var.tenant
    const token = makeApiKey(tenant.mode)
    const key: ApiKey = {
      id: makeId('key'),
      tenant,
      name,
      scope,
      last4: token.slice(-4),
      createdAt: nowMs,
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    }
    await insertApiKey(c.env.DB, key, await hashToken(token))
    return c.json({ ...presentApiKey(key), token }, 201)
  },
)

apiKeyRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/api-keys/{id}',
    tags: ['API keys'],
    summary: 'Revoke an API key at once',
    ...authenticated,
    middleware: [operatorOnly] as const,
    request: { params: idParam, query: noQuery },
    responses: { 204: { description: 'Revoked' }, ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const isKnown = await revokeApiKey(c.env.DB, c.var.tenant, id, Date.now())
    if (!isKnown) throw new ProblemError('not_found', `There is no such API key in ${c.var.tenant.mode} mode.`)
    return c.body(null, 204)
  },
)
