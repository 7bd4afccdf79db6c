import { spawn } from 'node:child_process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../scripts/until.ts'
import { ROOT } from '../../scripts/wrangler.ts'
import { ownPort } from '../support/own-port.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import {
  accessibilityProblems,
  collectConsoleErrors,
  cutOffTexts,
  keepScreenshot,
  launchBrowser,
  sidewaysOverflowPx,
} from './support/browser.ts'
import { readConnection } from './support/connection.ts'
import { describeStories } from './support/demo-stories.ts'
import { type ListedEvent, listEvents } from './support/events.ts'

/** Live mode is not connected, so its pages show how to. */
const SCREENS = [
  '/test',
  '/test/events',
  '/test/events/FIRST',
  '/test/catalog',
  '/test/connect',
  '/test/nowhere',
  '/live',
  '/live/events',
  '/live/connect',
]
const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 740 }

let billhook: StartedBillhook
let browser: Browser
let page: Page
let consoleErrors: string[]

beforeAll(async () => {
  browser = await launchBrowser()
  billhook = await startBillhook({ demo: true, port: await ownPort(), env: { STRIPE_WEBHOOK_SECRET: '' } })
  page = await browser.newPage({ viewport: DESKTOP, colorScheme: 'light' })
  page.setDefaultTimeout(45_000)
  consoleErrors = collectConsoleErrors(page)
})

afterAll(() => browser?.close())

function printedLink(): string {
  return /http\S+\/sign-in#\S+/.exec(billhook.output())?.[0] ?? ''
}

function figure(name: string) {
  return page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) })
}

/** `npm run sandbox -- …` as in a second terminal; answers its output. */
async function runSandboxCommand(...args: string[]): Promise<string> {
  const child = spawn('npm', ['run', '--silent', 'sandbox', '--', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  const exitCode = await new Promise((resolve) => child.once('close', resolve))
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 })
  return output
}

/** What must be the same after a restart: whose account by which key, and the catalog as it was imported. */
async function keptState() {
  const { stripe_account, key_last4, connected_at } =
    await billhook.api.get<Record<string, unknown>>('/api/v1/connection')
  const names = async (list: string) => {
    const { data } = await billhook.api.get<{ data: { id: string }[] }>(`/api/v1/${list}?limit=100`)
    return data.map(({ id }) => id).sort()
  }
  return { stripe_account, key_last4, connected_at, products: await names('products'), prices: await names('prices') }
}

async function openScreen(path: string): Promise<void> {
  const [newest] = await listEvents(billhook.api)
  await page.goto(billhook.url + path.replace('FIRST', newest?.id ?? ''), { waitUntil: 'networkidle' })
  await page.getByRole('heading', { level: 1 }).waitFor()
}

describe('the demo, as a first look at customers finds it', () => describeStories(() => billhook))

describe('the demo', () => {
  it('prints a link that signs in, to a connected account in test mode', async () => {
    await page.goto(printedLink())
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/test')
    expect(page.url()).not.toContain('#')
    await page.getByRole('region', { name: 'Test mode' }).waitFor()
    await figure('Connection').getByText('Connected', { exact: true }).waitFor()
    await figure('Last event').getByRole('link').waitFor()
    await keepScreenshot(page, 'demo-overview')
  })

  it('prints a link that works only once', async () => {
    const stranger = await browser.newPage()
    await stranger.goto(printedLink())
    await stranger.getByRole('alert').waitFor()
    expect(await accessibilityProblems(stranger)).toEqual([])
    await stranger.setViewportSize(PHONE)
    await keepScreenshot(stranger, 'sign-in-used-360')
    expect(await sidewaysOverflowPx(stranger)).toBe(0)
    await stranger.close()
  })

  it('shows an event that the sandbox is told to trigger, without a reload', async () => {
    await openScreen('/test')
    const lastEvent = figure('Last event').getByRole('link')
    const before = await lastEvent.getAttribute('href')
    await page.evaluate(() => {
      document.body.dataset.sameDocument = 'yes'
    })
    await runSandboxCommand('trigger', 'invoice.payment_failed')
    const renewed = async () => (await lastEvent.getAttribute('href')) !== before
    expect(await until(renewed, { timeoutMs: 45_000 })).toBe(true)
    expect(await page.evaluate(() => document.body.dataset.sameDocument)).toBe('yes')
    const types = (await listEvents(billhook.api)).map(({ type }) => type)
    expect(types).toContain('invoice.payment_failed')
    await keepScreenshot(page, 'demo-after-trigger')
  })

  it('leaves no event without an outcome', async () => {
    const settled = async () => (await listEvents(billhook.api)).every(({ outcome }) => outcome !== 'pending')
    expect(await until(settled, { timeoutMs: 45_000 })).toBe(true)
    expect((await listEvents(billhook.api)).filter(({ outcome }) => outcome === 'parked')).toEqual([])
  })
})

describe.each(SCREENS)('the screen %s', (path) => {
  it.each(['light', 'dark'] as const)('has no accessibility problem in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(DESKTOP)
    await openScreen(path)
    await keepScreenshot(page, `screen${path.replaceAll('/', '-')}-${colorScheme}`)
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it('fits into 360 pixels: nothing scrolls sideways, and no text is cut off', async () => {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(PHONE)
    await openScreen(path)
    await keepScreenshot(page, `screen${path.replaceAll('/', '-')}-360`)
    expect(await sidewaysOverflowPx(page)).toBe(0)
    expect(await cutOffTexts(page)).toEqual([])
    expect(await accessibilityProblems(page)).toEqual([])
  })
})

it('no screen writes an error to the console', () => {
  expect(consoleErrors).toEqual([])
})

it('the demo goes on where it was when started again on the same state folder: nothing is lost, nothing doubled', async () => {
  const before = { events: await listEvents(billhook.api), state: await keptState() }
  expect(before.state.key_last4).toMatch(/^\w{4}$/)
  expect(before.state.prices.length).toBeGreaterThan(0)
  process.kill(billhook.pid, 'SIGTERM')
  expect(await billhook.gone(10_000)).toBe(true)
  billhook = await startBillhook({ ...billhook, demo: true, env: { STRIPE_WEBHOOK_SECRET: '' } })
  const events = await listEvents(billhook.api)
  const after = new Set(events.map(({ id }) => id))
  expect(after.size).toBe(events.length)
  expect(before.events.filter(({ id }) => !after.has(id))).toEqual([])
  expect(await keptState()).toEqual(before.state)
  expect(await readConnection(billhook)).toMatchObject({ status: 'connected', conditions: [] })
  await runSandboxCommand('trigger', 'customer.created')
  const isNew = ({ id, type }: ListedEvent) => type === 'customer.created' && !after.has(id)
  const arrived = async () => (await listEvents(billhook.api)).some(isNew)
  expect(await until(arrived, { timeoutMs: 45_000 })).toBe(true)
})
