import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../worker/http/app.ts'
import { errorLogs, expectErrorLogs } from '../../support/console.ts'
import { ADMIN_TOKEN, call, makeKey } from './client.ts'

interface ProblemBody {
  code: string
  detail: string
  paths: Record<string, unknown>
}

async function ask(path: string, bindings: Partial<typeof env>, init: RequestInit = {}) {
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Billhook-Mode': 'test', ...init.headers }
  const answer = await createApp().request(
    path,
    { ...init, headers },
    { ...env, ...bindings },
    createExecutionContext(),
  )
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as ProblemBody }
}

/** A database that fails each query with the same words. */
function failingDb(message: string): D1Database {
  const fail = () => Promise.reject(new Error(message))
  const statement = { bind: () => statement, first: fail, all: fail, run: fail }
  return { prepare: () => statement, batch: fail } as unknown as D1Database
}

describe('a deployment that is not set up', () => {
  it('names every variable that is wrong, everywhere', async () => {
    for (const path of ['/api/health', '/api/v1/events', '/api/webhooks/stripe']) {
      const init = path.includes('webhooks') ? { method: 'POST', body: '{}' } : {}
      const { status, body } = await ask(path, { ADMIN_TOKEN: 'short', ENCRYPTION_KEYS: 'x' }, init)
      expect([path, status, body.code]).toEqual([path, 503, 'configuration_invalid'])
      expect(body.detail).toMatch(/ADMIN_TOKEN.*ENCRYPTION_KEYS/)
      expect(body.detail).not.toContain('short')
    }
  })

  it('says that migrations are missing instead of a bare 500', async () => {
    expectErrorLogs()
    const DB = failingDb('D1_ERROR: no such table: events: SQLITE_ERROR')
    for (const path of ['/api/health', '/api/v1/events', '/api/v1/connection']) {
      const { status, body } = await ask(path, { DB })
      expect([path, status, body.code]).toEqual([path, 503, 'migrations_missing'])
      expect(body.detail).toContain('npm run deploy')
    }
    expect(errorLogs()).toHaveLength(3)
  })
})

describe('a failure', () => {
  it('that nobody foresaw is a plain 500, and one JSON line without the request’s content', async () => {
    expectErrorLogs()
    const { status, headers, body } = await ask('/api/v1/events?q=private', { DB: failingDb('boom') })
    expect([status, body.code]).toEqual([500, 'internal_error'])
    expect(JSON.stringify(body)).not.toContain('boom')
    expect(errorLogs()).toHaveLength(1)
    expect(JSON.parse(errorLogs()[0] ?? '')).toEqual({
      level: 'error',
      event: 'request_failed',
      request_id: headers.get('Request-Id'),
      method: 'GET',
      route: '/api/v1/events',
      error: 'Error: boom',
    })
  })

  it('that passes by itself is 503 with Retry-After', async () => {
    expectErrorLogs()
    const { status, headers, body } = await ask('/api/v1/events', {
      DB: failingDb('D1_ERROR: Network connection lost.'),
    })
    expect([status, body.code, headers.get('Retry-After')]).toEqual([503, 'temporarily_unavailable', '1'])
  })
})

describe('the development clock', () => {
  const post = { method: 'POST', body: '{"advance_seconds":1}', headers: { 'Content-Type': 'application/json' } }

  it('does not exist in production, whoever asks', async () => {
    for (const ENVIRONMENT of ['production', 'staging', '']) {
      const { status, body } = await ask('/api/dev/clock', { ENVIRONMENT }, post)
      expect([ENVIRONMENT, status, body.code]).toEqual([ENVIRONMENT, 404, 'not_found'])
      const stranger = await ask(
        '/api/dev/clock',
        { ENVIRONMENT },
        { ...post, headers: { Authorization: 'Bearer no' } },
      )
      expect(stranger.status).toBe(404)
    }
  })

  it('moves one account and mode forward', async () => {
    const before = Date.now()
    const { status, body } = await call('POST', '/api/dev/clock', { body: { advance_seconds: 86_400 } })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['now'])
    expect(Date.parse(body.now)).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000 + 86_400_000)
    const live = await call('POST', '/api/dev/clock', { mode: 'live', body: { advance_seconds: 1 } })
    expect(Date.parse(live.body.now)).toBeLessThan(before + 86_400_000)
  })

  it.each([0, -1, 1.5, '60', null, 315_360_001, 1e308])('does not take %j seconds', async (seconds) => {
    const answer = await call('POST', '/api/dev/clock', { body: { advance_seconds: seconds } })
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/advance_seconds'])
  })
})

describe('the read model', () => {
  it('is written anew on the operator’s request, for an account that exists, and by nobody else', async () => {
    const rebuild = (options: object) => call('POST', '/api/v1/operator/reproject', options)
    expect((await rebuild({ body: {} })).body).toEqual({ object: 'reprojection', account: 'acc_default', mode: 'test' })
    expect((await rebuild({ body: { account: 'acc_nobody' } })).status).toBe(404)
    expect((await rebuild({ body: { account: 'x' } })).status).toBe(422)
    expect((await rebuild({ body: {}, token: await makeKey('full', 'test') })).status).toBe(403)
  })
})
