import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { AppEnv } from '../middleware/context.ts'
import { refuseInvalidInput } from '../middleware/invalid-input.ts'
import { noQuery, problem } from '../schemas/common.ts'
import { json, problems, publicRoute } from '../schemas/documented.ts'

const OPENAPI_PATH = '/api/v1/openapi.json'

const received = z
  .object({
    received: z.literal(true),
    duplicate: z.boolean().optional(),
    ignored: z.enum(['unlinked_account', 'mode_mismatch', 'disconnected']).optional(),
  })
  .openapi('WebhookAnswer')

/** Serves the document of everything that `app` holds when it is asked for. */
export function registerOpenApi(app: OpenAPIHono<AppEnv>): void {
  const registry = app.openAPIRegistry
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'ADMIN_TOKEN, or an API key: bh_test_… or bh_live_…',
  })
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'billhook_session' })
  registry.registerComponent('parameters', 'BillhookMode', {
    name: 'Billhook-Mode',
    in: 'header',
    description: 'The mode to act in; live when absent. An API key has its mode in itself.',
    schema: { type: 'string', enum: ['test', 'live'] },
  })
  registry.registerComponent('parameters', 'IdempotencyKey', {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key and body repeat the first answer for 24 hours, with Idempotent-Replayed: true.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  })
  documentWebhooks(app)
  registry.registerPath({
    method: 'get',
    path: OPENAPI_PATH,
    tags: ['Health'],
    summary: 'This document',
    ...publicRoute,
    responses: { 200: json(z.looseObject({ openapi: z.string() }), 'OpenAPI 3.1'), ...problems(422) },
  })
  app.get(OPENAPI_PATH, (c) => {
    refuseInvalidInput(noQuery.safeParse(c.req.query()))
    return c.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Billhook', version: '1', description: 'Stripe billing events as customer state and action.' },
        servers: [{ url: c.var.config.publicBaseUrl }],
      }),
    )
  })
}

/** Stripe calls these. They answer without the machinery above, so they are described by hand. */
function documentWebhooks(app: OpenAPIHono<AppEnv>): void {
  const refused = { content: { 'application/problem+json': { schema: problem } } }
  const common = {
    method: 'post' as const,
    tags: ['Webhooks'],
    ...publicRoute,
    responses: {
      200: json(received, 'Durable, known already, or deliberately ignored'),
      400: { ...refused, description: 'Bad, missing or expired signature, or not an event' },
      413: { ...refused, description: 'Over 1 MiB' },
      503: { ...refused, description: 'It could not be stored: send it again' },
    },
  }
  const signed = {
    headers: z.object({ 'Stripe-Signature': z.string() }),
    body: { required: true, content: { 'application/json': { schema: z.looseObject({ id: z.string() }) } } },
  }
  app.openAPIRegistry.registerPath({
    ...common,
    path: '/api/webhooks/stripe',
    summary: 'Events of the platform’s endpoint and of single-account deployments',
    request: signed,
  })
  app.openAPIRegistry.registerPath({
    ...common,
    path: '/api/webhooks/stripe/{endpoint_id}',
    summary: 'Events of one connection’s own endpoint',
    request: { ...signed, params: z.object({ endpoint_id: z.string() }) },
    responses: { ...common.responses, 404: { ...refused, description: 'Unknown endpoint' } },
  })
}
