import { afterEach, describe, expect, it } from 'vitest'
import { createCustomer } from '../../sandbox/core/actions/customers.ts'
import {
  DEFAULT_API_KEY,
  DEFAULT_LIVE_API_KEY,
  type RunningSandbox,
  type StartSandboxOptions,
  startSandbox,
} from '../../sandbox/index.ts'
import { startReceiver } from './receiver.ts'
import { NOW } from './site-client.ts'

let sandbox: RunningSandbox

afterEach(() => sandbox.close())

async function start(options: Partial<StartSandboxOptions> = {}): Promise<void> {
  sandbox = await startSandbox({ port: 0, seed: 'site server', now: NOW, ...options })
}

function get(path: string, key = DEFAULT_API_KEY): Promise<Response> {
  return fetch(`${sandbox.url}${path}`, { headers: { authorization: `Bearer ${key}` } })
}

describe('a sandbox server', () => {
  it('refuses what is more than Stripe allows, in test mode a burst of 25', async () => {
    await start()
    const statuses = (await Promise.all(Array.from({ length: 60 }, () => get('/v1/customers')))).map(
      ({ status }) => status,
    )
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(25)
  })

  it('has no limit where that was lifted', async () => {
    await start({ requestsPerSecond: null })
    const answers = await Promise.all(Array.from({ length: 60 }, () => get('/v1/customers')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })

  it('takes the time for an answer that it was told to take', async () => {
    await start({ latencyMs: 40 })
    const startedAt = performance.now()
    await get('/v1/customers')
    expect(performance.now() - startedAt).toBeGreaterThan(38)
  })

  it('delivers test and live events side by side, each to its own endpoint', async () => {
    await start({ insecureLive: true })
    const [test, live] = [await startReceiver(), await startReceiver()]
    for (const [receiver, key] of [
      [test, DEFAULT_API_KEY],
      [live, DEFAULT_LIVE_API_KEY],
    ] as const) {
      const body = new URLSearchParams({ url: receiver.url, 'enabled_events[]': '*' })
      const headers = { authorization: `Bearer ${key}` }
      expect((await fetch(`${sandbox.url}/v1/webhook_endpoints`, { method: 'POST', headers, body })).status).toBe(200)
    }
    createCustomer(sandbox.stripe)
    createCustomer(sandbox.live)
    createCustomer(sandbox.live)
    await sandbox.settled()
    expect(test.received.map(({ event }) => event.livemode)).toEqual([false])
    expect(live.received.map(({ event }) => event.livemode)).toEqual([true, true])
    await Promise.all([test.close(), live.close()])
  })

  it('moves the clock of all accounts and modes', async () => {
    await start()
    const made = await fetch(`${sandbox.url}/_sandbox/accounts`, { method: 'POST', body: '{}' })
    const { account } = (await made.json()) as { account: string }
    await sandbox.advance(86_400)
    for (const branch of sandbox.site.branches()) expect(branch.stripe.now()).toBe(NOW + 86_400)
    expect(sandbox.site.accountIds()).toContain(account)
  })

  it('serves the pages of OAuth and leads back from them', async () => {
    await start()
    const redirect = `http://localhost:8788/api/oauth/stripe/callback`
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'ca_test_connect',
      scope: 'read_write',
      state: 'x',
      redirect_uri: redirect,
    })
    const page = await fetch(`${sandbox.url}/oauth/authorize?${query}`)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await page.text()).toContain('Connect Billhook')
    query.set('decision', 'accept')
    const answer = await fetch(`${sandbox.url}/oauth/authorize`, { method: 'POST', body: query, redirect: 'manual' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toMatch(
      /^http:\/\/localhost:8788\/api\/oauth\/stripe\/callback\?scope=read_write&code=ac_/,
    )
  })

  it('answers a body that is too large with 413', async () => {
    await start()
    const body = 'x'.repeat(1_100_000)
    expect((await fetch(`${sandbox.url}/v1/customers`, { method: 'POST', body })).status).toBe(413)
  })
})
