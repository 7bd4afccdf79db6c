import { createRoute } from '@hono/zod-openapi'
import { connectKey } from '../../connect/connect-key.ts'
import { noQuery } from '../schemas/common.ts'
import { connection, restrictedKeyInput } from '../schemas/connection.ts'
import { authenticatedPost, body, json, problemsOfPost } from '../schemas/documented.ts'
import { describeConnection, orRefuse, storedConnection } from './connection-answer.ts'
import { createRouter } from './router.ts'
import { startImport } from './start-import.ts'

export const connectionKeyRoutes = createRouter()

connectionKeyRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/connection/restricted-key',
    tags: ['Connection'],
    summary: 'Connect a Stripe account by a restricted key: our endpoint is registered in it, and the import begins',
    ...authenticatedPost,
    request: { query: noQuery, body: body(restrictedKeyInput) },
    responses: { 201: json(connection, 'Connected; the import runs'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { api_key: apiKey, replaces, import_months } = c.req.valid('json')
    const before = await storedConnection(c)
    const importMonths = import_months ?? before.importMonths
    orRefuse(await connectKey(c.env, before, { apiKey, replaces: replaces ?? null, importMonths }, Date.now()))
    const begun = await startImport(c.env, c.var.tenant, importMonths)
    return c.json(await describeConnection(c, begun), 201)
  },
)
