import { describe, expect, it } from 'vitest'
import { createApp } from '../../../worker/http/app.ts'
import { createWebhookApp } from '../../../worker/http/routes/webhooks.ts'
import { apiKey, newApiKey } from '../../../worker/http/schemas/api-key.ts'
import { price, product } from '../../../worker/http/schemas/catalog.ts'
import { connection } from '../../../worker/http/schemas/connection.ts'
import { eventDetail, eventSummary } from '../../../worker/http/schemas/event.ts'
import { call } from './client.ts'
import { insertEvents, insertPrice, insertProduct } from './rows.ts'

interface Operation {
  summary: string
  security: object[]
  parameters?: { $ref?: string; name?: string }[]
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}

async function operations(): Promise<[string, Operation][]> {
  const { body } = await call('GET', '/api/v1/openapi.json', { token: null })
  return Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 for this deployment, without credentials', async () => {
    const { status, body } = await call('GET', '/api/v1/openapi.json', { token: null })
    expect([status, body.openapi, body.servers]).toEqual([200, '3.1.0', [{ url: 'https://billhook.test' }]])
    expect(Object.keys(body.components.securitySchemes)).toEqual(['bearer', 'session'])
  })

  it('lists exactly the routes that exist', async () => {
    const routes = [...createApp().routes, ...createWebhookApp().routes]
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:([a-z_]+)/g, '{$1}')}`)
    const documented = (await operations()).map(([name]) => name)
    expect([...documented].sort()).toEqual([...new Set(routes)].sort())
    for (const expected of [
      'GET /api/v1/events/{id}',
      'POST /api/v1/events/replay',
      'POST /api/webhooks/stripe/{endpoint_id}',
      'POST /api/dev/clock',
      'GET /api/v1/live',
    ]) {
      expect(documented).toContain(expected)
    }
  })

  it('every operation has a summary, says who may ask, and describes success and failure', async () => {
    for (const [name, { summary, security, responses }] of await operations()) {
      const statuses = Object.keys(responses)
      expect([name, summary.length > 0, Array.isArray(security)]).toEqual([name, true, true])
      expect([name, statuses.some((status) => /^[123]/.test(status))]).toEqual([name, true])
      expect([name, statuses.includes('503')]).toEqual([name, true])
      for (const [status, { description, content }] of Object.entries(responses)) {
        expect([name, status, description.length > 0]).toEqual([name, status, true])
        if (/^[45]/.test(status)) expect(Object.keys(content ?? {})).toEqual(['application/problem+json'])
      }
    }
  })

  it('every reference leads somewhere, and every path parameter is declared', async () => {
    const { body } = await call('GET', '/api/v1/openapi.json')
    for (const [, ref] of JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = (ref ?? '').split('/').reduce((node, part) => node?.[part], body)
      expect([ref, target !== undefined]).toEqual([ref, true])
    }
    for (const [name, { parameters }] of await operations()) {
      const declared = (parameters ?? []).map((parameter) => parameter.name)
      for (const [, parameter] of name.matchAll(/\{(\w+)\}/g))
        expect([name, declared]).toEqual([name, expect.arrayContaining([parameter])])
    }
  })

  it('describes the answers as they are', async () => {
    await insertEvents([{ seq: 1, receivedAt: 1_790_000_000_999 }])
    await insertProduct({ id: 'prod_1', created: 1 })
    await insertPrice({ id: 'price_1', product: 'prod_1', created: 1, interval: 'month' })
    const made = await call('POST', '/api/v1/api-keys', { body: { name: 'n', scope: 'read' } })
    const first = async (path: string) => (await call('GET', path)).body.data[0]
    const answers = [
      [newApiKey, made.body],
      [apiKey, await first('/api/v1/api-keys')],
      [eventSummary, await first('/api/v1/events')],
      [eventDetail, (await call('GET', '/api/v1/events/evt_1')).body],
      [product, await first('/api/v1/products')],
      [price, await first('/api/v1/prices')],
      [connection, (await call('GET', '/api/v1/connection')).body],
    ] as const
    for (const [schema, answer] of answers) expect(schema.strict().parse(answer)).toEqual(answer)
  })

  it('a POST takes an Idempotency-Key unless its answer must not be kept', async () => {
    const keyed = (await operations())
      .filter(([, { parameters }]) => parameters?.some(({ $ref }) => $ref?.endsWith('/IdempotencyKey')))
      .map(([name]) => name)
    expect(keyed.sort()).toEqual([
      'POST /api/v1/automations',
      'POST /api/v1/catalog/sync',
      'POST /api/v1/connection/catch-up',
      'POST /api/v1/connection/import',
      'POST /api/v1/connection/oauth/confirm',
      'POST /api/v1/connection/repair',
      'POST /api/v1/connection/restricted-key',
      'POST /api/v1/connection/secrets',
      'POST /api/v1/customers',
      'POST /api/v1/customers/{id}/merge',
      'POST /api/v1/customers/{id}/recompute',
      'POST /api/v1/deliveries/{id}/resend',
      'POST /api/v1/endpoints/{id}/recover',
      'POST /api/v1/endpoints/{id}/test',
      'POST /api/v1/events/replay',
      'POST /api/v1/events/{id}/replay',
      'POST /api/v1/notices/{id}/dismiss',
      'POST /api/v1/recipes/{id}',
      'POST /api/v1/segments',
      'POST /api/v1/settings/preview',
      'POST /api/v1/simulations',
      'POST /api/v1/suppressions',
      'POST /api/v1/templates',
      'POST /api/v1/templates/preview',
      'POST /api/v1/templates/{id}/preview',
      'POST /api/v1/templates/{id}/publish',
      'POST /api/v1/templates/{id}/revert',
      'POST /api/v1/templates/{id}/test-send',
      'POST /api/v1/unmatched/{id}/resolve',
    ])
  })
})
