import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../scripts/until.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { keepScreenshot, launchBrowser } from './support/browser.ts'
import { ask, endedImport, type Mode, makeKey, readConnection } from './support/connection.ts'
import { cardStatus, expectWellMade, signIn } from './support/dashboard.ts'
import { compareWithStripe } from './support/same-as-stripe.ts'
import { type OwnStripe, startOwnStripe } from './support/sandbox.ts'

const CUSTOMERS = { test: 40, live: 25 }
const MODES: [mode: Mode, other: Mode][] = [
  ['test', 'live'],
  ['live', 'test'],
]
const LISTS = ['/events', '/products', '/prices', '/jobs']

let stripe: OwnStripe
let billhook: StartedBillhook
let browser: Browser
let page: Page
let keys: Record<Mode, string>

beforeAll(async () => {
  stripe = await startOwnStripe()
  for (const [mode] of MODES)
    await stripe.control('seed', { mode, customers: CUSTOMERS[mode], seed: `of ${mode} mode` })
  keys = { test: await makeKey(stripe, 'test'), live: await makeKey(stripe, 'live') }
  browser = await launchBrowser()
  billhook = await startBillhook({ env: { STRIPE_API_BASE: stripe.sandbox.url, STRIPE_WEBHOOK_SECRET: '' } })
  page = await signIn(browser, billhook)
})

afterAll(() => browser?.close())

async function listIds(path: string, mode: Mode): Promise<string[]> {
  const { body } = await ask<{ data: { id: string }[] }>(billhook, `${path}?limit=100`, { mode })
  return body.data.map(({ id }) => id)
}

async function endpointsIn(mode: Mode): Promise<string[]> {
  const { endpoints } = await stripe.show<{ endpoints: { url: string }[] }>('endpoints', { mode })
  return endpoints.map(({ url }) => url)
}

/** Triggers an event and answers its id once Billhook lists it; null when it does not. */
async function arrivedEvent(mode: Mode, event: string): Promise<string | null> {
  const { events } = await stripe.control<{ events: { id: string; type: string }[] }>('trigger', { mode, event })
  const id = events.find(({ type }) => type === event)?.id ?? ''
  const arrived = async () => (await listIds('/events', mode)).includes(id)
  return (await until(arrived, { timeoutMs: 5_000, intervalMs: 100 })) ? id : null
}

describe('test and live side by side', () => {
  it.each(MODES)('the page of %s mode refuses a key of %s mode and offers to switch', async (mode, other) => {
    await page.goto(`${billhook.url}/${mode}/connect`)
    await page.getByLabel('Restricted key', { exact: true }).fill(keys[other])
    await page.getByRole('alert').getByText(`This is a key of ${other} mode`).waitFor()
    await page.getByRole('link', { name: `Connect in ${other} mode instead` }).waitFor()
    expect(await page.getByRole('button', { name: 'Connect', exact: true }).isDisabled()).toBe(true)
    await keepScreenshot(page, `two-modes-wrong-key-${mode}`)
  })

  it.each(MODES)('the API of %s mode refuses a key of %s mode without asking Stripe', async (mode, other) => {
    const requests = stripe.countRequests()
    const question = { method: 'POST', mode, body: { api_key: keys[other] } }
    const { status, body } = await ask<{ code: string }>(billhook, '/connection/restricted-key', question)
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'key_wrong_mode' })
    expect(requests()).toEqual([])
  })

  it.each(MODES)('connects %s mode by its own key, and imports it', async (mode) => {
    await page.goto(`${billhook.url}/${mode}/connect`)
    await page.getByLabel('Restricted key', { exact: true }).fill(keys[mode])
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await cardStatus(page, 'Connected').waitFor()
    await endedImport(billhook, { mode, timeoutMs: 30_000 })
    expect(await endpointsIn(mode)).toEqual([(await readConnection(billhook, mode)).webhook?.url])
  })

  it.each(MODES)('%s mode holds its own customers and subscriptions, and none of %s mode', async (mode) => {
    for (const type of ['customer', 'subscription'] as const) {
      const { differences, ...counts } = await compareWithStripe(billhook, stripe, type, mode)
      expect(differences).toEqual([])
      expect(counts).toEqual({ stripe: CUSTOMERS[mode], billhook: CUSTOMERS[mode] })
    }
  })

  it.each(MODES)('an event of %s mode arrives there, and is not to be found in %s mode', async (mode, other) => {
    const id = await arrivedEvent(mode, 'customer.subscription.created')
    expect(id).toMatch(/^evt_/)
    expect((await ask(billhook, `/events/${id}`, { mode })).status).toBe(200)
    expect((await ask(billhook, `/events/${id}`, { mode: other })).status).toBe(404)
  })

  it.each(LISTS)('no entry of %s is in both modes', async (path) => {
    const ids = { test: await listIds(path, 'test'), live: await listIds(path, 'live') }
    expect(ids.test).not.toEqual([])
    expect(ids.live).not.toEqual([])
    expect(ids.test.filter((id) => ids.live.includes(id))).toEqual([])
    const [strange] = ids.test
    expect((await ask(billhook, `${path}/${strange}`, { mode: 'live' })).status).toBe(404)
  })
})

describe('a key that is revoked in Stripe', () => {
  it('leads to "Disconnected" with the reason on the page after "Catch up now"', async () => {
    await page.goto(`${billhook.url}/live/connect`)
    await stripe.control('keys/change', { key: keys.live, revoked: true })
    await page.getByRole('button', { name: 'Catch up now' }).click()
    await cardStatus(page, 'Disconnected').waitFor()
    const wrong = page.getByRole('list', { name: 'What is wrong' })
    await wrong.getByText(`The restricted key that ends in ${keys.live.slice(-4)}`).waitFor()
    await wrong.getByRole('link', { name: 'Connect again' }).waitFor()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Catch-up' })
      .getByText(/^(Failed|Canceled)$/)
      .waitFor()
    await expectWellMade(page, 'two-modes-key-revoked')
  })

  it('still lets events in, and leaves the other mode alone', async () => {
    expect(await arrivedEvent('live', 'customer.created')).toMatch(/^evt_/)
    expect(await readConnection(billhook, 'test')).toMatchObject({ status: 'connected', conditions: [] })
  })

  it('is mended by another key of the same account, at the same endpoint', async () => {
    await page.getByRole('link', { name: 'Connect again' }).first().click()
    await page.getByLabel('Restricted key', { exact: true }).fill(await makeKey(stripe, 'live'))
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await cardStatus(page, 'Connected').waitFor()
    expect(await endpointsIn('live')).toHaveLength(1)
    expect(await arrivedEvent('live', 'customer.created')).toMatch(/^evt_/)
  })
})

describe('disconnecting test mode', () => {
  it('says first what goes and what stays, then removes the endpoint in Stripe and keeps the data', async () => {
    const products = await listIds('/products', 'test')
    await page.goto(`${billhook.url}/test/connect`)
    await page.getByRole('button', { name: 'Disconnect…' }).click()
    await page.getByRole('dialog').getByRole('heading', { name: 'What stays' }).waitFor()
    await expectWellMade(page, 'two-modes-disconnect-dialog')
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
    await cardStatus(page, 'Disconnected').waitFor()
    await page.getByText('Our webhook endpoint was removed from Stripe.').first().waitFor()
    await expectWellMade(page, 'two-modes-disconnected')
    expect(await endpointsIn('test')).toEqual([])
    expect(await listIds('/products', 'test')).toEqual(products)
  })

  it('leaves live mode connected', async () => {
    expect(await endpointsIn('live')).toHaveLength(1)
    expect((await readConnection(billhook, 'live')).status).toBe('connected')
  })
})
