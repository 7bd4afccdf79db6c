import { createRoute } from '@hono/zod-openapi'
import { oauthWays } from '../../connect/oauth-ways.ts'
import { createKeyUrl, PERMISSIONS } from '../../connect/permissions.ts'
import { webhookUrl } from '../../connect/webhook-endpoint.ts'
import { noQuery } from '../schemas/common.ts'
import { connectionWays } from '../schemas/connection.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { storedConnection } from './connection-answer.ts'
import { createRouter } from './router.ts'

export const connectionWaysRoutes = createRouter()

connectionWaysRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/connection/ways',
    tags: ['Connection'],
    summary: 'How this mode can be connected, and what each way needs',
    ...authenticated,
    request: { query: noQuery },
    responses: { 200: json(connectionWays, 'The ways'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { config, tenant } = c.var
    const stored = await storedConnection(c)
    const { app_oauth, connect_oauth } = oauthWays(config, tenant.mode)
    return c.json(
      {
        object: 'connection_ways' as const,
        mode: tenant.mode,
        restricted_key: {
          create_url: createKeyUrl(tenant.mode, config.stripeHostsAt),
          permissions: PERMISSIONS.map(({ probe: _probe, ...permission }) => permission),
        },
        app_oauth: { available: app_oauth === null, reason: app_oauth },
        connect_oauth: {
          available: connect_oauth === null,
          scope: config.stripeConnectScope,
          reason: connect_oauth,
        },
        webhook_only: { url: webhookUrl(config, stored.id) },
      },
      200,
    )
  },
)
