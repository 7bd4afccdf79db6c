import { createRoute } from '@hono/zod-openapi'
import { hashOperatorToken, makeSecretToken } from '../../auth/tokens.ts'
import { isoOfMs } from '../../domain/times.ts'
import { insertOperatorLink } from '../../readmodel/operator.ts'
import { operatorOnly } from '../middleware/authenticate.ts'
import { noQuery } from '../schemas/common.ts'
import { authenticated, body, json, problemsOfPost } from '../schemas/documented.ts'
import { signInLink, signInLinkInput } from '../schemas/operator.ts'
import { createRouter } from './router.ts'

const LINK_MS = 3_600_000

export const signInLinkRoutes = createRouter()

signInLinkRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/operator/links',
    tags: ['Operator'],
    summary: 'Make a sign-in link for one use within an hour; an Idempotency-Key is not honoured',
    ...authenticated,
    middleware: [operatorOnly] as const,
    request: { query: noQuery, body: body(signInLinkInput) },
    responses: { 201: json(signInLink, 'The link'), ...problemsOfPost() },
  }),
  async (c) => {
    const { adminToken, publicBaseUrl } = c.var.config
    const nowMs = Date.now()
    const token = makeSecretToken()
    await insertOperatorLink(c.env.DB, await hashOperatorToken(token, adminToken), nowMs + LINK_MS, nowMs)
    return c.json({ url: `${publicBaseUrl}/sign-in#${token}`, expires_at: isoOfMs(nowMs + LINK_MS) }, 201)
  },
)
