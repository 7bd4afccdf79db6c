import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../worker/http/app.ts'
import { ADMIN_TOKEN, call, ORIGIN } from './client.ts'

describe('conventions', () => {
  it('health answers 200 with the version, to anybody', async () => {
    const answer = await call('GET', '/api/health', { token: null })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ status: 'ok', version: expect.any(String) })
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })

  it('an error is a problem with a code, and its request id is also a header', async () => {
    const answer = await call('GET', '/api/v1/events/evt_none')
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(answer.body).toEqual({
      type: 'urn:billhook:problem:not_found',
      title: 'Not found',
      status: 404,
      detail: 'There is no such event in test mode.',
      code: 'not_found',
      request_id: answer.headers.get('Request-Id'),
    })
    expect(answer.body.request_id).toMatch(/^req_[0-9a-f]{32}$/)
  })

  it.each([
    ['GET', '/api/health', 200],
    ['GET', '/api/v1/events', 200],
    ['GET', '/api/nowhere', 404],
    ['POST', '/api/webhooks/stripe', 400],
  ])('%s %s carries a Request-Id', async (method, path, status) => {
    const answer = await call(method, path, method === 'POST' ? { body: {} } : {})
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Request-Id')).toMatch(/^req_/)
  })

  it.each(['/api/nowhere', '/api/v1/nowhere', '/api', '/', '/api/v1/events/evt_1/nowhere'])(
    'GET %s is unknown: 404',
    async (path) => {
      const answer = await call('GET', path)
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
    },
  )

  it.each([
    ['PUT', '/api/v1/events', 'GET'],
    ['DELETE', '/api/v1/events/evt_1', 'GET'],
    ['GET', '/api/v1/connection/secrets', 'POST'],
    ['PATCH', '/api/v1/api-keys', 'GET, POST'],
    ['GET', '/api/webhooks/stripe', 'POST'],
    ['POST', '/api/health', 'GET'],
  ])('%s %s is 405 and names what the address takes', async (method, path, allow) => {
    const answer = await call(method, path)
    expect([answer.status, answer.body.code, answer.headers.get('Allow')]).toEqual([405, 'method_not_allowed', allow])
  })

  it.each([
    ['/customers', { name: 1 }, 'This must be a text.'],
    ['/customers', { name: ' ' }, 'This must not be empty.'],
    ['/customers', { email: 'nobody' }, 'This is no e-mail address.'],
    ['/customers', { name: 'A', tags: ['x'.repeat(61)] }, 'At most 60 characters.'],
    ['/customers', { name: 'A', kind: 'robot' }, 'This must be one of user, account.'],
    ['/customers', { name: 'A', fields: { 'a b': 1 } }, 'A letter, then letters, digits and _, at most 64 characters'],
    ['/settings/preview', { settings: { access: { grace_days: 366 } } }, 'At most 365.'],
    ['/settings/preview', { settings: { access: { grace_days: 1.5 } } }, 'This must be a whole number.'],
    ['/settings/preview', { settings: { price_mapping: { price_1: [] } } }, 'At least 1 entry.'],
  ])('POST %s with %j says what is wrong in plain words', async (path, body, message) => {
    const answer = await call('POST', `/api/v1${path}`, { body })
    expect(answer.body.errors.map((error: { message: string }) => error.message)).toEqual([message])
  })

  it('a body that is not JSON is 400, and one of another type 415', async () => {
    const broken = await call('POST', '/api/v1/connection/secrets', { body: '{"secret":' })
    expect([broken.status, broken.body.code]).toEqual([400, 'json_invalid'])
    const form = await call('POST', '/api/v1/connection/secrets', {
      body: 'secret=1',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect([form.status, form.body.code]).toEqual([415, 'media_type_unsupported'])
    const plain = await call('POST', '/api/v1/api-keys', { body: '{}', headers: { 'Content-Type': 'text/plain' } })
    expect(plain.status).toBe(415)
  })

  it('a body over 1 MiB is 413', async () => {
    const answer = await call('POST', '/api/v1/events/replay', { body: { filter: {}, filler: 'x'.repeat(1_048_576) } })
    expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large'])
  })

  it('a body of unknown length is cut off at 1 MiB', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(65_536))
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 17; i++) controller.enqueue(chunk)
        controller.close()
      },
    })
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' }
    const request = new Request(`${ORIGIN}/api/v1/events/replay`, { method: 'POST', headers, body })
    const answer = await createApp().fetch(request, env, createExecutionContext())
    expect([answer.status, await answer.json()]).toEqual([413, expect.objectContaining({ code: 'body_too_large' })])
  })

  it('invalid members are 422 with a JSON pointer each', async () => {
    const answer = await call('POST', '/api/v1/api-keys', { body: { name: '', scope: 'all', 'a/b': 1 } })
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
    expect(answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/name', 'too_small'],
      ['/scope', 'invalid_value'],
      ['/a~1b', 'unknown_name'],
    ])
  })

  it('a missing member is named as required, also when there is no body at all', async () => {
    const answer = await call('POST', '/api/v1/connection/secrets')
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ pointer: '/secret', code: 'required', message: 'This is required.' }],
    ])
  })

  it('a body that is not an object is 422', async () => {
    for (const body of ['[]', '"text"', 'null', '1']) {
      expect([body, (await call('POST', '/api/v1/events/replay', { body })).status]).toEqual([body, 422])
    }
  })

  it.each([
    '/api/v1/events?nope=1',
    '/api/v1/events?limit=0',
    '/api/v1/events?limit=101',
    '/api/v1/events?limit=x',
    '/api/v1/events?limit=5&limit=6',
    '/api/v1/events?type=%25',
    '/api/v1/events?outcome=fine',
    '/api/v1/events?received_after=yesterday',
    '/api/v1/events?received_after=2026-11-21',
    '/api/v1/events?q=',
    '/api/v1/events?after=',
    '/api/v1/events?after=bm90IGEgY3Vyc29y',
    '/api/v1/events?__proto__=1',
    '/api/v1/events?constructor=1',
    '/api/v1/connection?x=1',
    '/api/v1/products?active=true',
    '/api/v1/prices?x',
    '/api/v1/api-keys?x=',
    '/api/v1/openapi.json?x=1',
    '/api/v1/operator/session?x=1',
    '/api/v1/customers/summary?x=1',
    '/api/v1/settings?x=1',
    '/api/v1/segments?x=1',
    '/api/v1/unmatched?x=1',
    '/api/v1/customers/cust_1/timeline?x=1',
    '/api/v1/customers/cust_1/deliveries?x=1',
  ])('GET %s is 422', async (path) => {
    const answer = await call('GET', path)
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
    expect(answer.body.errors.length).toBeGreaterThan(0)
  })

  it.each([
    '/api/v1/events/%E0%A4%A',
    '/api/v1/events/%00',
    '/api/v1/events/%ff%fe',
    '/api/v1/events?q=%E0%A4%A',
    '/api/v1/events?q=%00',
    '/api/v1/events?customer=%F0%9F%92%A9',
    `/api/v1/events?q=${'a'.repeat(10_000)}`,
    `/api/v1/events?${'x=1&'.repeat(2_000)}`,
    `/api/v1/events/${'e'.repeat(5_000)}`,
    '/api/v1/events?after=%00%01',
    '/api/v1/events?q=%27%3B%20DROP%20TABLE%20events%3B--',
    "/api/v1/events/'%20OR%201=1--",
    '/api/v1/products/%2e%2e%2f',
    '/api/v1/events?received_after=9999-12-31T23:59:59.999Z',
    '/api/v1/events?received_after=0000-01-01T00:00:00Z',
    '/api/v1/customers?q=%00%22%27%5C%F0%9F%92%A9',
    '/api/v1/customers?renewing_before=0000-01-01T00:00:00Z',
    '/api/v1/customers/by-user/%E0%A4%A',
    `/api/v1/customers/by-external/${'c'.repeat(5_000)}`,
    '/api/v1/metrics?from=0000-01-01T00:00:00Z&to=0000-01-02T00:00:00Z',
    '/api/v1/metrics?to=9999-12-31T23:59:59Z',
  ])('hostile address %# never answers 500', async (path) => {
    const answer = await call('GET', path)
    expect([path.slice(0, 60), answer.status < 500]).toEqual([path.slice(0, 60), true])
  })

  it('hostile bodies and headers never answer 500', async () => {
    const bodies = [
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `{"filter":{"q":"\\ud800"}}`,
      `{"filter":{"q":"\\u0000"}}`,
      '{"__proto__":{"filter":{}},"filter":{}}',
      '{"filter":{},"confirm":1e308}',
      '{"filter":{},"confirm":-1}',
      '﻿{}',
    ]
    for (const body of bodies) {
      const { status } = await call('POST', '/api/v1/events/replay', { body })
      expect([body.slice(0, 40), status >= 200 && status < 500]).toEqual([body.slice(0, 40), true])
    }
    for (const headers of [
      { Cookie: 'billhook_session=%E0%A4%A; a=b;;;=' },
      { Cookie: `billhook_session=${'x'.repeat(5_000)}` },
      { Authorization: 'Basic eDp5' },
      { Authorization: 'Bearer' },
    ]) {
      const { status } = await call('GET', '/api/v1/events', { token: null, headers })
      expect([headers, status]).toEqual([headers, 401])
    }
  })
})
