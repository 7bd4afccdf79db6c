import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hashToken, makeApiKey } from '../../../worker/auth/tokens.ts'
import { ADMIN_TOKEN, type CallOptions, call, makeKey, ORIGIN, signIn } from './client.ts'
import { insertEvents, insertPrice, insertProduct } from './rows.ts'

const credentials: Record<string, CallOptions> = { none: { token: null }, wrong: { token: 'not_the_admin_token' } }

beforeAll(async () => {
  await insertEvents([{ seq: 1, id: 'evt_auth' }])
  await insertProduct({ id: 'prod_auth', created: 1 })
  await insertPrice({ id: 'price_auth', product: 'prod_auth', created: 1 })
  const cookie = await signIn()
  credentials.admin = { token: ADMIN_TOKEN }
  credentials.read = { token: await makeKey('read', 'test') }
  credentials.full = { token: await makeKey('full', 'test') }
  credentials.live = { token: await makeKey('full', 'live') }
  const own = { Cookie: cookie, Origin: ORIGIN, 'Billhook-Mode': 'test' }
  credentials.cookie = { token: null, headers: own }
  credentials.foreign = { token: null, headers: { ...own, Origin: 'https://evil.example' } }
})

const COLUMNS = ['none', 'wrong', 'admin', 'read', 'full', 'live', 'cookie', 'foreign'] as const
const NOT_LINKED = [401, 401, 409, 403, 409, 409, 409, 403]
const READ = [401, 401, 200, 200, 200, 200, 200, 200]

const TABLE: [string, string, unknown, number[]][] = [
  ['GET', '/api/health', undefined, [200, 200, 200, 200, 200, 200, 200, 200]],
  ['GET', '/api/v1/openapi.json', undefined, [200, 200, 200, 200, 200, 200, 200, 200]],
  ['GET', '/api/v1/events', undefined, READ],
  ['GET', '/api/v1/products', undefined, READ],
  ['GET', '/api/v1/prices', undefined, READ],
  ['GET', '/api/v1/connection', undefined, READ],
  ['GET', '/api/v1/api-keys', undefined, READ],
  ['GET', '/api/v1/connection/ways', undefined, READ],
  ['GET', '/api/v1/jobs', undefined, READ],
  ['GET', '/api/v1/jobs/job_none', undefined, [401, 401, 404, 404, 404, 404, 404, 404]],
  ['GET', '/api/v1/connection/oauth/start', undefined, [401, 401, 200, 403, 403, 403, 200, 200]],
  ['GET', '/api/v1/events/evt_auth', undefined, [401, 401, 200, 200, 200, 404, 200, 200]],
  ['GET', '/api/v1/products/prod_auth', undefined, [401, 401, 200, 200, 200, 404, 200, 200]],
  ['GET', '/api/v1/prices/price_auth', undefined, [401, 401, 200, 200, 200, 404, 200, 200]],
  ['GET', '/api/v1/live', undefined, [401, 401, 426, 426, 426, 426, 426, 426]],
  ['GET', '/api/v1/operator/session', undefined, [401, 401, 401, 401, 401, 401, 200, 200]],
  ['POST', '/api/v1/events/replay', { filter: {} }, [401, 401, 200, 403, 200, 200, 200, 403]],
  ['POST', '/api/v1/events/evt_none/replay', {}, [401, 401, 404, 403, 404, 404, 404, 403]],
  ['POST', '/api/v1/connection/secrets', {}, [401, 401, 422, 403, 422, 422, 422, 403]],
  ['POST', '/api/v1/connection/restricted-key', {}, [401, 401, 422, 403, 422, 422, 422, 403]],
  ['POST', '/api/v1/connection/oauth/confirm', {}, [401, 401, 422, 403, 403, 403, 422, 403]],
  ['POST', '/api/v1/connection/repair', {}, NOT_LINKED],
  ['POST', '/api/v1/connection/import', {}, NOT_LINKED],
  ['POST', '/api/v1/connection/catch-up', {}, NOT_LINKED],
  ['POST', '/api/v1/catalog/sync', {}, NOT_LINKED],
  ['POST', '/api/v1/operator/links', {}, [401, 401, 201, 403, 403, 403, 201, 403]],
  ['POST', '/api/v1/api-keys', { name: 'n', scope: 'read' }, [401, 401, 201, 403, 403, 403, 201, 403]],
  ['DELETE', '/api/v1/api-keys/key_none', undefined, [401, 401, 404, 403, 403, 403, 404, 403]],
  ['POST', '/api/v1/operator/sessions', { token: 'x' }, [401, 401, 401, 401, 401, 401, 401, 401]],
  ['POST', '/api/dev/clock', {}, [401, 401, 422, 403, 422, 422, 422, 403]],
]

describe('who may do what', () => {
  it.each(TABLE)('%s %s answers by credential', async (method, path, body, expected) => {
    const answers = await Promise.all(
      COLUMNS.map(async (column) => {
        const answer = await call(method, path, { ...credentials[column], ...(body !== undefined && { body }) })
        return [column, answer.status]
      }),
    )
    expect(answers).toEqual(COLUMNS.map((column, i) => [column, expected[i]]))
  })

  it('401 says how to authenticate and why it failed', async () => {
    const none = await call('GET', '/api/v1/events', { token: null })
    expect([none.body.code, none.headers.get('WWW-Authenticate')]).toEqual([
      'credentials_missing',
      'Bearer realm="Billhook"',
    ])
    const wrong = await call('GET', '/api/v1/events', { token: `${ADMIN_TOKEN}x` })
    expect([wrong.status, wrong.body.code]).toEqual([401, 'credentials_invalid'])
    expect(JSON.stringify(wrong.body)).not.toContain(ADMIN_TOKEN)
    const cookie = await call('GET', '/api/v1/events', { token: null, headers: { Cookie: 'billhook_session=gone' } })
    expect([cookie.status, cookie.body.code]).toEqual([401, 'session_expired'])
  })

  it('a wrong bearer token is not rescued by a good cookie', async () => {
    const { headers } = credentials.cookie ?? {}
    expect((await call('GET', '/api/v1/events', { token: 'wrong', ...(headers && { headers }) })).status).toBe(401)
  })

  it('a well-formed key that nobody made is 401', async () => {
    expect((await call('GET', '/api/v1/events', { token: makeApiKey('test') })).body.code).toBe('credentials_invalid')
  })

  it('an expired and a revoked key are told apart', async () => {
    const made = await call('POST', '/api/v1/api-keys', {
      body: { name: 'brief', scope: 'read', expires_at: '2999-01-01T00:00:00Z' },
    })
    const options = { token: made.body.token }
    expect((await call('GET', '/api/v1/events', options)).status).toBe(200)
    await env.DB.prepare('UPDATE api_keys SET expires_at = 1 WHERE id = ?1').bind(made.body.id).run()
    expect((await call('GET', '/api/v1/events', options)).body.code).toBe('api_key_expired')
    expect((await call('DELETE', `/api/v1/api-keys/${made.body.id}`)).status).toBe(204)
    expect((await call('GET', '/api/v1/events', options)).body.code).toBe('api_key_revoked')
  })
})

describe('API keys', () => {
  it('the token is shown once and only its hash is stored', async () => {
    const made = await call('POST', '/api/v1/api-keys', { mode: 'live', body: { name: ' CI ', scope: 'full' } })
    expect(made.status).toBe(201)
    const { token, ...shown } = made.body
    expect(token).toMatch(/^bh_live_[0-9A-Za-z]{34}$/)
    expect(shown).toEqual({
      id: expect.stringMatching(/^key_/),
      object: 'api_key',
      name: 'CI',
      mode: 'live',
      scope: 'full',
      prefix: 'bh_live_',
      last4: token.slice(-4),
      created_at: expect.stringMatching(/Z$/),
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
    })
    const listed = await call('GET', '/api/v1/api-keys?limit=1', { mode: 'live' })
    expect(listed.body.data).toEqual([shown])
    const row = await env.DB.prepare('SELECT * FROM api_keys WHERE id = ?1').bind(shown.id).first()
    expect(row?.token_hash).toBe(await hashToken(token))
    expect(JSON.stringify(row)).not.toContain(token)
  })

  it('an expiry in the past is 422', async () => {
    const answer = await call('POST', '/api/v1/api-keys', {
      body: { name: 'old', scope: 'read', expires_at: '2020-01-01T00:00:00Z' },
    })
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/expires_at'])
  })

  it('use is noted at most once per hour', async () => {
    const { body } = await call('POST', '/api/v1/api-keys', { body: { name: 'used', scope: 'read' } })
    const lastUse = () =>
      env.DB.prepare('SELECT last_used_at AS at FROM api_keys WHERE id = ?1')
        .bind(body.id)
        .first<{ at: number | null }>()
    await call('GET', '/api/v1/events', { token: body.token })
    await vi.waitFor(async () => expect((await lastUse())?.at).toBeTypeOf('number'))
    const halfHourAgo = Date.now() - 1_800_000
    await env.DB.prepare('UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1').bind(body.id, halfHourAgo).run()
    await call('GET', '/api/v1/events', { token: body.token })
    expect((await lastUse())?.at).toBe(halfHourAgo)
    const twoHoursAgo = Date.now() - 7_200_000
    await env.DB.prepare('UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1').bind(body.id, twoHoursAgo).run()
    await call('GET', '/api/v1/events', { token: body.token })
    await vi.waitFor(async () => expect((await lastUse())?.at).toBeGreaterThan(halfHourAgo))
  })

  it('a key of the other mode is neither listed nor revoked', async () => {
    const { body } = await call('POST', '/api/v1/api-keys', {
      mode: 'live',
      body: { name: 'live only', scope: 'read' },
    })
    const listed = await call('GET', '/api/v1/api-keys?limit=100')
    expect(listed.body.data.some(({ mode }: { mode: string }) => mode === 'live')).toBe(false)
    expect((await call('DELETE', `/api/v1/api-keys/${body.id}`)).status).toBe(404)
    expect((await call('GET', '/api/v1/events', { token: body.token })).status).toBe(200)
  })
})

describe('the mode of a request', () => {
  const modeOf = async (options: CallOptions) => (await call('GET', '/api/v1/connection', options)).body.mode

  it('is live unless the header says otherwise, for the operator', async () => {
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` }
    expect(await modeOf({ token: null, headers })).toBe('live')
    expect(await modeOf({ token: null, headers: { ...headers, 'Billhook-Mode': 'test' } })).toBe('test')
    const cookie = credentials.cookie?.headers?.Cookie ?? ''
    expect(await modeOf({ token: null, headers: { Cookie: cookie } })).toBe('live')
  })

  it('is the key’s own, and a header that contradicts it is 403', async () => {
    const token = credentials.full?.token ?? ''
    expect(await modeOf({ token })).toBe('test')
    expect(await modeOf({ token, mode: 'test' })).toBe('test')
    const answer = await call('GET', '/api/v1/connection', { token, mode: 'live' })
    expect([answer.status, answer.body.code]).toEqual([403, 'mode_not_allowed'])
  })

  it('must be test or live: anything else is 400', async () => {
    for (const mode of ['Live', 'production', 'test,live']) {
      const answer = await call('GET', '/api/v1/connection', { mode })
      expect([mode, answer.status, answer.body.code]).toEqual([mode, 422, 'mode_invalid'])
    }
  })

  it('is taken from the query only by the WebSocket', async () => {
    expect((await call('GET', '/api/v1/connection?mode=test')).status).toBe(422)
  })
})
