import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../scripts/until.ts'
import { PLATFORM_KEYS } from '../sandbox/index.ts'
import { ownPort } from '../support/own-port.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { launchBrowser } from './support/browser.ts'
import { ask, endedImport, importWhere, readConnection } from './support/connection.ts'
import { cardStatus, expectWellMade, signIn } from './support/dashboard.ts'
import { listEvents } from './support/events.ts'
import { compareWithStripe } from './support/same-as-stripe.ts'
import { type OwnStripe, startOwnStripe } from './support/sandbox.ts'

const CUSTOMERS = 30
const CALLBACK = '/api/oauth/stripe/callback'

let stripe: OwnStripe
let billhook: StartedBillhook
let browser: Browser
let page: Page
/** Where Stripe led the browser back to, the last one at the end. */
const callbacks: string[] = []

beforeAll(async () => {
  stripe = await startOwnStripe()
  await stripe.control('seed', { customers: CUSTOMERS })
  const port = await ownPort()
  browser = await launchBrowser()
  billhook = await startBillhook({
    port,
    env: {
      STRIPE_API_BASE: stripe.sandbox.url,
      STRIPE_WEBHOOK_SECRET: await makePlatformEndpoint(`http://localhost:${port}/api/webhooks/stripe`),
      STRIPE_PLATFORM_KEY_TEST: PLATFORM_KEYS.test,
      STRIPE_CONNECT_CLIENT_ID_TEST: 'ca_test_connect',
      STRIPE_APP_CLIENT_ID_TEST: 'ca_test_app',
    },
  })
  await writeManifest()
  page = await signIn(browser, billhook)
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.url().includes(CALLBACK)) callbacks.push(request.url())
  })
})

afterAll(() => browser?.close())

/** What an operator does once in Stripe: one endpoint for the events of all connected accounts. Answers its secret. */
async function makePlatformEndpoint(url: string): Promise<string> {
  const response = await fetch(`${stripe.sandbox.url}/v1/webhook_endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${PLATFORM_KEYS.test}` },
    body: new URLSearchParams({ url, connect: 'true', 'enabled_events[]': '*' }),
  })
  return ((await response.json()) as { secret: string }).secret
}

/** The app asks for what Billhook lists as needed. */
async function writeManifest(): Promise<void> {
  const { body } = await ask<{ restricted_key: { permissions: { name: string }[] } }>(billhook, '/connection/ways')
  await stripe.control('oauth', { app_permissions: body.restricted_key.permissions.map(({ name }) => name) })
}

/** From the page of the connection over to Stripe's, as the label of the way says. */
async function goToStripe(way: string): Promise<void> {
  await page.goto(`${billhook.url}/test/connect`)
  await page.getByRole('link', { name: /^(Connect with a key|Reconnect|Connect another way)$/ }).click()
  await page.getByRole('radio', { name: way }).check()
  await page.getByRole('button', { name: 'Continue to Stripe' }).click()
  await page.getByRole('heading', { name: /Billhook$/ }).waitFor()
}

/** What must not change by a callback that is refused. */
async function connectionNow() {
  const { status, kind, stripe_account, import: job } = await readConnection(billhook)
  return { status, kind, account: stripe_account?.id, job: job?.id, ...(await stripe.show('oauth')) }
}

const NOTICES = [
  {
    name: 'a denied consent',
    title: 'You did not give access',
    screen: 'oauth-denied',
    come: async () => {
      await goToStripe('Stripe Connect')
      await page.getByRole('button', { name: 'Cancel' }).click()
    },
  },
  {
    name: 'a replayed callback',
    title: 'This answer was used already',
    screen: 'oauth-replayed',
    come: async () => {
      await page.goto(callbacks.at(-1) ?? '')
    },
  },
  {
    name: 'a forged state',
    title: 'This answer belongs to nothing that was begun here',
    screen: 'oauth-forged',
    come: async () => {
      await page.goto(`${billhook.url}${CALLBACK}?code=ac_forged&state=forged`)
    },
  },
]

describe.each([
  { kind: 'connect_oauth', way: 'Stripe Connect', button: 'Connect', clientId: 'ca_test_connect' },
  { kind: 'app_oauth', way: 'Stripe App', button: 'Install', clientId: 'ca_test_app' },
])('by $way', ({ kind, way, button, clientId }) => {
  it('leads from the button to Stripe and back, connected and imported', async () => {
    await goToStripe(way)
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByText(/^Connected to Rocket Rides\./).waitFor()
    await cardStatus(page, 'Connected').waitFor()
    expect(new URL(page.url()).search).toBe('')
    await expectWellMade(page, `oauth-connected-${kind}`)
    const job = await endedImport(billhook, { timeoutMs: 30_000 })
    expect(job).toMatchObject({ status: 'done', skipped: [] })
    expect(await readConnection(billhook)).toMatchObject({ status: 'connected', kind, conditions: [] })
    const { differences, ...counts } = await compareWithStripe(billhook, stripe, 'subscription')
    expect(differences).toEqual([])
    expect(counts.billhook).toBeGreaterThanOrEqual(CUSTOMERS)
  })

  it('takes in an event of the account through the platform’s endpoint', async () => {
    const { events } = await stripe.control<{ events: { id: string }[] }>('trigger', { event: 'customer.created' })
    const arrived = async () => (await listEvents(billhook.api)).some(({ id }) => id === events[0]?.id)
    expect(await until(arrived, { timeoutMs: 5_000 })).toBe(true)
  })

  it.each(NOTICES)('$name gives a clear page and changes nothing', async ({ title, screen, come }) => {
    const before = await connectionNow()
    await come()
    await page.getByRole('alert').filter({ hasText: title }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/test/connect')
    await expectWellMade(page, `${screen}-${kind}`)
    expect(await connectionNow()).toEqual(before)
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click()
    await cardStatus(page, 'Connected').waitFor()
  })

  it('is shown as ended within seconds after the owner has ended it in Stripe, without a reload', async () => {
    await page.goto(`${billhook.url}/test/connect`)
    await cardStatus(page, 'Connected').waitFor()
    await page.evaluate(() => {
      document.body.dataset.sameDocument = 'yes'
    })
    await stripe.control('deauthorize', { client_id: clientId })
    await cardStatus(page, 'Disconnected').waitFor({ timeout: 5_000 })
    expect(await page.evaluate(() => document.body.dataset.sameDocument)).toBe('yes')
    await page.getByRole('list', { name: 'What is wrong' }).getByText('was taken back by its owner').waitFor()
    await expectWellMade(page, `oauth-deauthorised-${kind}`)
  })

  it('connects the same account again, and reads it anew', async () => {
    const before = (await readConnection(billhook)).import
    await goToStripe(way)
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByText(/^Connected to Rocket Rides\./).waitFor()
    await cardStatus(page, 'Connected').waitFor()
    await importWhere(billhook, ({ id, status }) => id !== before?.id && status === 'done', { timeoutMs: 30_000 })
    expect(await readConnection(billhook)).toMatchObject({ status: 'connected', kind, conditions: [] })
  })
})
