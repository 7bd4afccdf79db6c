import { createRoute, z } from '@hono/zod-openapi'
import { openLive } from '../../account/stub.ts'
import { MODES } from '../../domain/ids.ts'
import { ProblemError } from '../errors.ts'
import { requireSameOrigin } from '../middleware/same-origin.ts'
import { authenticated, problemsBehindAuth } from '../schemas/documented.ts'
import { createRouter } from './router.ts'

const liveQuery = z.strictObject({ mode: z.enum(MODES).optional() })

export const liveRoutes = createRouter()

liveRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/live',
    tags: ['Live'],
    summary: 'WebSocket with new events and catalog changes, as JSON text messages',
    ...authenticated,
    request: { query: liveQuery },
    responses: { 101: { description: 'The WebSocket is open' }, ...problemsBehindAuth(426) },
  }),
  async (c) => {
    const { actor, config, tenant } = c.var
    if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket') {
      throw new ProblemError('upgrade_required', 'Open this address as a WebSocket.', {
        headers: { Upgrade: 'websocket', Connection: 'Upgrade' },
      })
    }
    // A page of another site may open a WebSocket with our cookie, and no CORS rule stops it from reading.
    if (actor.type === 'operator' && actor.via === 'cookie') requireSameOrigin(c.req.raw, config)
    return openLive(c.env, tenant, c.req.raw)
  },
)
