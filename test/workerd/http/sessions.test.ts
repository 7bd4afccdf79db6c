import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../worker/http/app.ts'
import { call, ORIGIN, signIn } from './client.ts'

async function newLinkToken(): Promise<string> {
  const link = await call('POST', '/api/v1/operator/links')
  return new URL(link.body.url).hash.slice(1)
}

function openSession(token: string) {
  return call('POST', '/api/v1/operator/sessions', { token: null, body: { token } })
}

describe('operator sessions', () => {
  it('a link points to the sign-in page and keeps its token out of requests', async () => {
    const link = await call('POST', '/api/v1/operator/links')
    expect(link.status).toBe(201)
    expect(link.body.url).toMatch(/^https:\/\/billhook\.test\/sign-in#[A-Za-z0-9_-]{43}$/)
    expect(Date.parse(link.body.expires_at)).toBeGreaterThan(Date.now())
  })

  it('a link opens one session, whose cookie scripts and other sites cannot use', async () => {
    const answer = await openSession(await newLinkToken())
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      object: 'session',
      account: { id: 'acc_default', name: 'Default account' },
      role: 'operator',
      expires_at: expect.stringMatching(/Z$/),
      environment: 'development',
    })
    const cookie = answer.headers.get('Set-Cookie') ?? ''
    expect(cookie).toMatch(/^billhook_session=[A-Za-z0-9_-]{43}; /)
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/']) expect(cookie).toContain(attribute)
    const current = await call('GET', '/api/v1/operator/session', {
      token: null,
      headers: { Cookie: cookie.split(';')[0] ?? '' },
    })
    expect([current.status, current.body]).toEqual([200, answer.body])
  })

  it('over plain http the cookie is not Secure, so that localhost works', async () => {
    const local = { ...env, PUBLIC_BASE_URL: 'http://localhost:8788' }
    const init = {
      method: 'POST',
      body: JSON.stringify({ token: await newLinkToken() }),
      headers: { 'Content-Type': 'application/json' },
    }
    const answer = await createApp().request('/api/v1/operator/sessions', init, local, createExecutionContext())
    expect(answer.headers.get('Set-Cookie')).not.toContain('Secure')
  })

  it('of ten who use a link at once, one gets in', async () => {
    const token = await newLinkToken()
    const answers = await Promise.all(Array.from({ length: 10 }, () => openSession(token)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'link_used')).toHaveLength(9)
  })

  it('an expired and an unknown link are told apart', async () => {
    const token = await newLinkToken()
    await env.DB.prepare('UPDATE operator_links SET expires_at = 1 WHERE used_at IS NULL').run()
    const expired = await openSession(token)
    expect([expired.status, expired.body.code]).toEqual([401, 'link_expired'])
    const unknown = await openSession('no such token')
    expect([unknown.status, unknown.body.code]).toEqual([401, 'link_unknown'])
  })

  it('neither links nor sessions are stored in clear', async () => {
    const token = await newLinkToken()
    const cookie = (await signIn()).split('=')[1] ?? 'none'
    const rows = await env.DB.batch([
      env.DB.prepare('SELECT * FROM operator_links'),
      env.DB.prepare('SELECT * FROM operator_sessions'),
      env.DB.prepare('SELECT * FROM idempotency_keys'),
    ])
    const stored = JSON.stringify(rows.map(({ results }) => results))
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(cookie)
  })

  it('signing out ends the session and clears the cookie', async () => {
    const headers = { Cookie: await signIn(), Origin: ORIGIN }
    const out = await call('DELETE', '/api/v1/operator/session', { token: null, headers })
    expect(out.status).toBe(204)
    expect(out.headers.get('Set-Cookie')).toMatch(/^billhook_session=; Max-Age=0/)
    expect((await call('GET', '/api/v1/operator/session', { token: null, headers })).status).toBe(401)
  })

  it('an expired session is 401', async () => {
    const headers = { Cookie: await signIn() }
    await env.DB.prepare('UPDATE operator_sessions SET expires_at = ?1')
      .bind(Date.now() - 1)
      .run()
    const answer = await call('GET', '/api/v1/events', { token: null, headers })
    expect([answer.status, answer.body.code]).toEqual([401, 'session_expired'])
  })

  it('changing ADMIN_TOKEN ends every session', async () => {
    const headers = { Cookie: await signIn() }
    const rotated = { ...env, ADMIN_TOKEN: 'another_admin_token_987654' }
    const answer = await createApp().request('/api/v1/operator/session', { headers }, rotated, createExecutionContext())
    expect(answer.status).toBe(401)
  })

  it.each([
    [{ Origin: ORIGIN }, 201],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 201],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: `${ORIGIN}.evil.example` }, 403],
    [{ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{}, 403],
  ])('a POST by cookie with %j is %i', async (origin, status) => {
    const headers = { Cookie: await signIn(), ...origin } as Record<string, string>
    const answer = await call('POST', '/api/v1/operator/links', { token: null, headers })
    expect(answer.status).toBe(status)
  })
})
