import { beforeEach, expect, it } from 'vitest'
import { DEFAULT_PERMISSIONS } from '../../sandbox/core/site/permissions.ts'
import { openSite, type SiteClient } from './site-client.ts'

let client: SiteClient

beforeEach(() => {
  client = openSite()
})

async function show(path: string): Promise<string> {
  const response = await client.send(new Request(`https://stripe.test${path}`))
  expect(response.status).toBe(200)
  return response.text()
}

function submit(path: string, fields: Record<string, string>): Promise<Response> {
  return client.send(new Request(`https://stripe.test${path}`, { method: 'POST', body: new URLSearchParams(fields) }))
}

/** What a form sends: every list of the page with its choice. */
function choices(html: string): Record<string, string> {
  const lists = html.matchAll(/<select [^>]*name="([^"]+)">(.*?)<\/select>/g)
  return Object.fromEntries(
    [...lists].map(([, name, options]) => [name, /value="([a-z]+)" selected/.exec(options ?? '')?.[1] ?? '']),
  )
}

const prefilled = `/test/apikeys/create?name=Billhook&${DEFAULT_PERMISSIONS.map((name, index) => `permissions[${index}]=${name}`).join('&')}`

it('fills the page for a new restricted key as the link says, and makes the key that is asked for', async () => {
  const html = await show(prefilled)
  expect(html).toContain('value="Billhook"')
  const fields = choices(html)
  expect(fields).toMatchObject({ rak_plan: 'read', rak_webhook: 'write', rak_payment_intent: 'none' })
  const made = await (await submit('/test/apikeys/create', { ...fields, rak_plan: 'none' })).text()
  const key = /<code id="key">(rk_test_[^<]+)<\/code>/.exec(made)?.[1] ?? ''
  expect((await client.get('/v1/customers', key)).status).toBe(200)
  expect((await client.get('/v1/prices', key)).body.error.message).toContain("'rak_plan_read'")
})

it('edits and revokes a key, which it shows by its end alone', async () => {
  const { key } = await client.control('keys', { permissions: ['rak_customer_read'] })
  const html = await show('/test/apikeys')
  expect(html).not.toContain(key)
  expect(html).toContain(key.slice(-4))
  const index = /name="index" value="(\d+)"/.exec(html)?.[1] ?? ''
  const saved = await submit('/test/apikeys', { ...choices(html), index, act: 'save', rak_plan: 'read' })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/test/apikeys'])
  expect((await client.get('/v1/prices', key)).status).toBe(200)
  await submit('/test/apikeys', { index, act: 'revoke' })
  expect((await client.get('/v1/customers', key)).status).toBe(401)
})

it('keeps the modes apart', async () => {
  await client.control('keys', { mode: 'live' })
  expect(await show('/test/apikeys')).toContain('There are none yet')
  expect(await show('/apikeys')).toContain('rk_live_')
  const made = await (await submit('/apikeys/create', { rak_customer: 'read' })).text()
  expect(made).toContain('rk_live_')
})

it('touches no other key, and says what is wrong', async () => {
  expect((await submit('/test/apikeys', { index: '0', act: 'revoke' })).status).toBe(404)
  expect((await client.get('/v1/customers')).status).toBe(200)
  expect((await submit('/test/apikeys/create', { account: 'acct_none' })).status).toBe(400)
  expect((await client.send(new Request('https://stripe.test/test/apikeys/create?permissions=x'))).status).toBe(400)
})
