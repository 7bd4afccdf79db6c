import { createRoute, z } from '@hono/zod-openapi'
import { probeSchema } from '../../readmodel/schema.ts'
import { json, problems, publicRoute } from '../schemas/documented.ts'
import { createRouter } from './router.ts'

const health = z.object({ status: z.literal('ok'), version: z.string() }).openapi('Health')

export const healthRoutes = createRouter()

healthRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/api/health',
    tags: ['Health'],
    summary: 'Whether configuration and database are ready',
    ...publicRoute,
    responses: { 200: json(health, 'Ready'), ...problems() },
  }),
  async (c) => {
    await probeSchema(c.env.DB)
    return c.json({ status: 'ok' as const, version: c.var.config.version }, 200)
  },
)
