import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createCustomer } from '../../sandbox/core/actions/customers.ts'
import { advance } from '../../sandbox/core/advance.ts'
import { createEndpoint } from '../../sandbox/core/endpoints.ts'
import { DAY } from '../../sandbox/core/period.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { seedDemo } from '../../sandbox/core/seed-demo.ts'
import { restoreSnapshot, takeSnapshot } from '../../sandbox/core/snapshot.ts'
import { trigger } from '../../sandbox/core/triggers.ts'
import { DEFAULT_API_KEY, startSandbox } from '../../sandbox/index.ts'

const NOW = 1_795_200_000

it('goes on after a restart as if there had been none', () => {
  const lived = new StripeSandbox({ seed: 'state', now: NOW })
  seedDemo(lived)
  const restored = restoreSnapshot(JSON.parse(JSON.stringify(takeSnapshot(lived))))
  for (const stripe of [lived, restored]) {
    advance(stripe, 35 * DAY)
    trigger(stripe, 'invoice.payment_failed')
  }
  expect(restored.events.all()).toEqual(lived.events.all())
  expect(JSON.stringify(takeSnapshot(restored)) === JSON.stringify(takeSnapshot(lived))).toBe(true)
})

it('keeps endpoints, secrets and the lead of its clock in a file', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-state-')), 'stripe.json')
  const first = await startSandbox({ port: 0, stateFile })
  expect(first.restored).toBe(false)
  const { secret } = createEndpoint(first.stripe, { url: 'http://127.0.0.1:9/x', enabledEvents: ['charge.failed'] })
  await first.advance(31 * DAY)
  const then = first.stripe.now()
  await first.close()
  const second = await startSandbox({ port: 0, stateFile })
  expect(second.restored).toBe(true)
  expect(second.stripe.endpoints.newestFirst().next().value?.secrets[0]?.value).toBe(secret)
  await second.advance(1)
  expect(second.stripe.now()).toBeGreaterThan(then)
  await second.close()
})

it('keeps the whole site: live mode, further accounts, keys, what OAuth granted and what was seeded', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-state-')), 'stripe.json')
  const first = await startSandbox({ port: 0, stateFile })
  const post = async (url: string, name: string, input: object) => {
    const response = await fetch(`${url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(input) })
    return (await response.json()) as { account: string; key: string }
  }
  const read = async (url: string, key: string) => {
    const response = await fetch(`${url}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })
    return [response.status, ((await response.json()) as { data?: object[] }).data?.length]
  }
  createCustomer(first.live)
  const { account } = await post(first.url, 'accounts', { name: 'Second' })
  const { key } = await post(first.url, 'keys', { account })
  await post(first.url, 'seed', { account, customers: 4 })
  const { key: gone } = await post(first.url, 'keys', {})
  await post(first.url, 'keys/change', { key: gone, revoked: true })
  const body = new URLSearchParams({
    client_id: 'ca_test_app',
    redirect_uri: 'http://localhost:1/api/oauth/stripe/callback',
    decision: 'accept',
  })
  await fetch(`${first.url}/oauth/v2/authorize`, { method: 'POST', body, redirect: 'manual' })
  await first.close()
  const second = await startSandbox({ port: 0, stateFile })
  expect(second.live.customers.size).toBe(1)
  expect(await read(second.url, key)).toEqual([200, 4])
  expect((await read(second.url, gone))[0]).toBe(401)
  expect(await read(second.url, DEFAULT_API_KEY)).toEqual([200, 0])
  expect(second.site.oauth.installations()).toMatchObject([{ kind: 'app', account: second.stripe.account.id }])
  await second.close()
})

it('makes other ids at each fresh start that names no seed', async () => {
  const [one, two] = [await startSandbox({ port: 0 }), await startSandbox({ port: 0 })]
  expect(one.stripe.account.id).not.toBe(two.stripe.account.id)
  await one.close()
  await two.close()
})

it('names a state file that it cannot go on from', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-state-')), 'stripe.json')
  writeFileSync(stateFile, '{"lead":0,"sandbox":{"format":9}}')
  await expect(startSandbox({ port: 0, stateFile })).rejects.toThrow(`cannot go on from ${stateFile}`)
})
