import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../scripts/until.ts'
import { ownPort } from '../support/own-port.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { collectConsoleErrors, keepScreenshot, launchBrowser } from './support/browser.ts'
import { ask, endedImport, importWhere, readConnection } from './support/connection.ts'
import { cardStatus, expectWellMade } from './support/dashboard.ts'
import { listEvents } from './support/events.ts'
import { compareWithStripe } from './support/same-as-stripe.ts'
import { type OwnStripe, type StripeObject, startOwnStripe } from './support/sandbox.ts'

const CUSTOMERS = 2_000
/** Slow enough that a person can look at the import while it runs. */
const REQUESTS_PER_SECOND = '4'
/** Each a different way in which subscriptions change while they are read. */
const TRIGGERS = [
  'invoice.payment_failed',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.deleted',
  'product.deleted',
  'price.updated',
  'coupon.created',
]

let stripe: OwnStripe
let billhook: StartedBillhook
let browser: Browser
let page: Page
let consoleErrors: string[]
let apiKey: string

beforeAll(async () => {
  stripe = await startOwnStripe()
  await stripe.control('seed', { customers: CUSTOMERS, invoices_per_customer: 1 })
  browser = await launchBrowser()
  billhook = await startBillhook({
    port: await ownPort(),
    env: {
      STRIPE_API_BASE: stripe.sandbox.url,
      STRIPE_WEBHOOK_SECRET: '',
      STRIPE_REQUESTS_PER_SECOND: REQUESTS_PER_SECOND,
    },
  })
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
  page.setDefaultTimeout(45_000)
  consoleErrors = collectConsoleErrors(page)
})

afterAll(() => browser?.close())

/** Makes a key on Stripe's page, which opens with the boxes ticked, and leaves one of them out. */
async function makeKeyWithout(box: string): Promise<string> {
  const address = new URL((await page.getByRole('link', { name: 'Open Stripe' }).getAttribute('href')) ?? '')
  const stripePage = await browser.newPage()
  await stripePage.goto(`${stripe.sandbox.url}${address.pathname}${address.search}`)
  await stripePage.getByLabel(box, { exact: true }).selectOption('None')
  await stripePage.getByRole('button', { name: 'Create key' }).click()
  const key = await stripePage.locator('#key').textContent()
  await stripePage.close()
  return key ?? ''
}

/** Cancels some of the subscriptions that are being read, and changes others: old ones, young ones, and some between. */
async function changeSubscriptions(): Promise<void> {
  const active = (await stripe.objects('subscription')).filter(({ status }) => status === 'active')
  const chosen = active.filter((_, index) => index % Math.floor(active.length / 24) === 0)
  await Promise.all(chosen.map((subscription, index) => changeOne(subscription, index)))
}

async function changeOne({ id, items }: StripeObject, index: number): Promise<void> {
  const path = `/v1/subscriptions/${id}`
  if (index % 3 === 0) await stripe.asOwner('DELETE', path)
  else if (index % 3 === 1) await stripe.asOwner('POST', path, { cancel_at_period_end: 'true' })
  else {
    const [item] = (items as { data: StripeObject[] }).data
    await stripe.asOwner('POST', path, { 'items[0][id]': item?.id ?? '', 'items[0][quantity]': '9' })
  }
}

const importPanel = () => page.getByRole('region', { name: 'Import', exact: true })

describe('a new user whose Stripe account has 2,000 customers', () => {
  it('is led from the first page to the choice of ways to connect', async () => {
    await page.goto(/http\S+\/sign-in#\S+/.exec(billhook.output())?.[0] ?? '')
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await page.getByText('Not connected', { exact: true }).waitFor()
    await keepScreenshot(page, 'connect-1-overview')
    await page.getByRole('link', { name: 'Connect Stripe (test mode)' }).click()
    await page.getByRole('heading', { name: 'Connect Stripe in test mode' }).waitFor()
    await page.getByLabel('Restricted key', { exact: true }).waitFor()
    await expectWellMade(page, 'connect-2-ways')
  })

  it('reads on the page which box the key lacks', async () => {
    apiKey = await makeKeyWithout('Prices')
    await page.getByLabel('Restricted key', { exact: true }).fill(apiKey)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    const problem = page.getByRole('alert').filter({ hasText: 'The key lacks a permission' })
    await problem.getByText('Prices: Read', { exact: true }).waitFor()
    expect(await problem.getByText(': Read').count()).toBe(1)
    await expectWellMade(page, 'connect-3-permission-missing')
    expect((await readConnection(billhook)).status).toBe('not_connected')
    expect(await stripe.show('endpoints')).toEqual({ endpoints: [] })
  })

  it('connects by the same key once it is mended in Stripe', async () => {
    const { restricted_key } = (
      await ask<{ restricted_key: { permissions: { name: string }[] } }>(billhook, '/connection/ways')
    ).body
    const permissions = restricted_key.permissions.map(({ name }) => name)
    await stripe.control('keys/change', { key: apiKey, permissions })
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await importPanel().waitFor()
    await cardStatus(page, 'Importing').waitFor()
    expect(await page.content()).not.toContain(apiKey)
    const { endpoints } = await stripe.show<{ endpoints: { url: string }[] }>('endpoints')
    expect(endpoints.map(({ url }) => url)).toEqual([(await readConnection(billhook)).webhook?.url])
  })

  it('sees the import count, and finds the count again after a reload', async () => {
    await importPanel()
      .getByText(/^[1-9][\d,]* of about 2,0\d\d customers$/)
      .waitFor()
    await changeSubscriptions()
    await keepScreenshot(page, 'connect-4-importing')
    const before = (await readConnection(billhook)).import
    await page.reload()
    await importPanel()
      .getByText(/^[1-9][\d,]* of about 2,0\d\d (customers|subscriptions)$/)
      .waitFor()
    const after = (await readConnection(billhook)).import
    expect(after?.id).toBe(before?.id)
    expect(after?.status).toBe('running')
    expect(after?.pages).toBeGreaterThanOrEqual(before?.pages ?? 0)
  })

  it('sees what happens in Stripe meanwhile as it happens', async () => {
    for (const event of TRIGGERS) await stripe.control('trigger', { event })
    await importWhere(billhook, ({ done }) => (done.subscriptions ?? 0) > CUSTOMERS / 2, { timeoutMs: 45_000 })
    await changeSubscriptions()
    expect((await readConnection(billhook)).import?.status).toBe('running')
    const types = new Set((await listEvents(billhook.api)).map(({ type }) => type))
    expect([...types]).toEqual(expect.arrayContaining(['invoice.payment_failed', 'customer.subscription.deleted']))
    await expectWellMade(page, 'connect-5-importing')
  })

  it('sees the import end with nothing left out, without touching the page', async () => {
    await importPanel().getByText('Everything is read, and nothing was left out').waitFor({ timeout: 60_000 })
    await cardStatus(page, 'Connected').waitFor()
    await expectWellMade(page, 'connect-6-imported')
    const job = await endedImport(billhook, { timeoutMs: 1_000 })
    expect(job).toMatchObject({ status: 'done', skipped: [], error: null })
    expect(job.done.customers).toBeGreaterThanOrEqual(CUSTOMERS)
  })
})

describe('after the import', () => {
  it.each([
    ['subscription', CUSTOMERS],
    ['customer', CUSTOMERS - 1],
    ['product', 1],
    ['price', 1],
    ['coupon', 1],
  ] as const)('every %s is as Stripe has it, field by field', async (type, atLeast) => {
    await until(async () => (await compareWithStripe(billhook, stripe, type)).differences.length === 0, {
      timeoutMs: 45_000,
      intervalMs: 500,
    })
    const { differences, ...counts } = await compareWithStripe(billhook, stripe, type)
    expect(differences).toEqual([])
    expect(counts.billhook).toBe(counts.stripe)
    expect(counts.stripe).toBeGreaterThanOrEqual(atLeast)
  })

  it.each(['products', 'prices'])('the API lists the %s of Stripe, none skipped', async (list) => {
    const theirs = (await stripe.objects(list.slice(0, -1))).map(({ id }) => id)
    const listed = await ask<{ data: { id: string; deleted: boolean }[]; has_more: boolean }>(
      billhook,
      `/${list}?limit=100`,
    )
    expect(listed.body.has_more).toBe(false)
    const held = listed.body.data.filter(({ deleted }) => !deleted).map(({ id }) => id)
    expect(held.sort()).toEqual(theirs.sort())
  })

  it('both sides of the catalog are shown as equal', async () => {
    const { status } = await ask(billhook, '/catalog/sync', { method: 'POST' })
    expect(status).toBe(202)
    await page.getByRole('link', { name: 'Catalog' }).click()
    await page.getByText('Billhook holds all of them').waitFor()
    const equal = async () => {
      const { catalog } = await readConnection(billhook)
      return catalog && JSON.stringify(catalog.stripe) === JSON.stringify(catalog.billhook) ? catalog : null
    }
    const catalog = await until(equal, { timeoutMs: 45_000, intervalMs: 200 })
    expect(catalog?.stripe.prices).toBe((await stripe.objects('price')).length)
    await keepScreenshot(page, 'connect-7-catalog')
  })

  it('every event has an outcome, and none is parked', async () => {
    const settled = async () => (await listEvents(billhook.api)).every(({ outcome }) => outcome !== 'pending')
    expect(await until(settled, { timeoutMs: 45_000, intervalMs: 200 })).toBe(true)
    expect((await listEvents(billhook.api)).filter(({ outcome }) => outcome === 'parked')).toEqual([])
  })

  it('the console shows nothing but the one refusal that was meant', () => {
    expect(consoleErrors).toEqual([expect.stringMatching(/status of 422/)])
  })
})
