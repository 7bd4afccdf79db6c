import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../worker/http/schemas/endpoint.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { collectConsoleErrors, launchBrowser } from './support/browser.ts'
import { makeCustomer, readList } from './support/customers.ts'
import { expectWellMade, signIn } from './support/dashboard.ts'
import { unreachedByTab } from './support/keyboard.ts'

interface Received {
  headers: IncomingHttpHeaders
  body: string
}

let billhook: StartedBillhook
let browser: Browser
let page: Page
let errors: string[]
let consumer: Server
const received: Received[] = []
/** What the consumer answers. */
let answer = 204
/** The secrets that the dashboard has shown, in order. */
const secrets: string[] = []

beforeAll(async () => {
  consumer = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(answer).end()
    })
  })
  await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve))
  billhook = await startBillhook({ env: { ALLOW_PRIVATE_ENDPOINTS: 'true' } })
  browser = await launchBrowser()
  page = await signIn(browser, billhook)
  errors = collectConsoleErrors(page)
})

afterAll(async () => {
  consumer?.close()
  await browser?.close()
})

const url = () => `http://127.0.0.1:${(consumer.address() as AddressInfo).port}/hooks`
const dialog = () => page.getByRole('dialog')
const button = (name: string | RegExp) => page.getByRole('button', { name })
const endpoints = () => readList<Endpoint>(billhook, '/endpoints')
const deliveries = () => page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem')

async function open(path: string, heading: string): Promise<void> {
  await page.goto(`${billhook.url}/test${path}`)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

/** What the open dialog shows, which is shown once. */
async function takeSecret(): Promise<string> {
  const secret = await dialog()
    .locator('code')
    .filter({ hasText: /^whsec_/ })
    .first()
    .textContent()
  secrets.push(secret ?? '')
  return secret ?? ''
}

/** The consumer's own check, by the public package. */
function verified(secret: string, { headers, body }: Received): { type: string } {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  return new Webhook(secret).verify(body, plain) as { type: string }
}

async function nextReceived(): Promise<Received> {
  const before = received.length
  await button('Send a test event').click()
  // One that was refused before may be tried again in between: it is a test event too.
  await expect.poll(() => received.length, { timeout: 45_000 }).toBeGreaterThan(before)
  return received[before] as Received
}

describe('an endpoint', () => {
  it('at a private address is refused with the reason, at its field', async () => {
    await open('/endpoints', 'Endpoints')
    await page.getByText('No endpoints yet').waitFor()
    await expectWellMade(page, 'endpoints-empty')
    await page.keyboard.press('c')
    await page.getByLabel('URL').fill('https://10.0.0.7/hooks')
    await button('Add the endpoint').click()
    await page.getByText('This address is of a private network.').waitFor()
    expect(await page.getByLabel('URL').evaluate((input) => input === document.activeElement)).toBe(true)
    await expectWellMade(page, 'endpoint-refused')
    expect(await unreachedByTab(page)).toEqual([])
    expect(await endpoints()).toEqual([])
  })

  it('shows its secret once, and is told of what is ticked', async () => {
    await page.getByLabel('URL').fill(url())
    await page.getByLabel('Description').fill('The app')
    await page.getByRole('checkbox', { name: /^customer\.created/ }).check()
    await page.getByText('Example of customer.created').click()
    await button('Add the endpoint').click()
    expect(await takeSecret()).toMatch(/^whsec_/)
    await expectWellMade(page, 'endpoint-secret')
    await button('I have copied it').click()
    await page.getByRole('heading', { level: 1, name: 'Endpoint', exact: true }).waitFor()
    expect(await endpoints()).toMatchObject([{ url: url(), description: 'The app', events: ['customer.created'] }])
    expect(await page.getByText(secrets[0] ?? '').count()).toBe(0)
  })

  it('gets the test event, which the consumer can verify', async () => {
    expect(verified(secrets[0] ?? '', await nextReceived()).type).toBe('endpoint.test')
    await deliveries().first().getByText('Arrived').waitFor()
    await deliveries().first().getByText('endpoint.test').waitFor()
  })

  it('signs with both secrets once it is rotated', async () => {
    await button('Rotate secret…').click()
    await dialog().getByText('For 24 hours').waitFor()
    await dialog().getByRole('button', { name: 'Make a new secret' }).click()
    await dialog()
      .locator('code')
      .filter({ hasText: /^whsec_/ })
      .first()
      .waitFor()
    const secret = await takeSecret()
    expect(secret).not.toBe(secrets[0])
    await button('I have copied it').click()
    const webhook = await nextReceived()
    for (const one of secrets) expect(verified(one, webhook).type).toBe('endpoint.test')
  })

  it('is well made, and Tab leads to everything in it', async () => {
    await expectWellMade(page, 'endpoint')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('gives the focus back to the button that opened a dialog, by Esc and by a button of the dialog', async () => {
    for (const name of ['Recover…', 'Rotate secret…', 'Delete'])
      for (const leave of [/^(Close|Keep)/, null]) {
        await button(name).press('Enter')
        await dialog().waitFor()
        if (leave) await dialog().getByRole('button', { name: leave }).last().click()
        else await page.keyboard.press('Escape')
        await dialog().waitFor({ state: 'detached' })
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
      }
  })

  it('gets again what it missed while it was disabled', async () => {
    await button('Disable').click()
    await page.getByText('Somebody switched it off.').waitFor()
    await makeCustomer(billhook, { name: 'Missed', email: 'missed@example.com' })
    await open('/endpoints', 'Endpoints')
    await page.getByText('Somebody switched it off.').waitFor()
    await expectWellMade(page, 'endpoints')
    expect(await unreachedByTab(page)).toEqual([])
    await page.getByRole('link', { name: url() }).click()
    await button('Enable').click()
    await button('Disable').waitFor()
    await button('Recover…').click()
    await dialog().getByRole('button', { name: 'Send again' }).click()
    await dialog().getByText('1 webhook on the way again.').waitFor()
    await expectWellMade(page, 'endpoint-recover')
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    await expect.poll(() => received.at(-1)?.body.includes('customer.created'), { timeout: 45_000 }).toBe(true)
    expect(verified(secrets[1] ?? '', received.at(-1) as Received).type).toBe('customer.created')
  })

  it('says what it answered where that was no success', async () => {
    answer = 503
    await nextReceived()
    await deliveries().first().getByText(/^503/).waitFor()
    await expectWellMade(page, 'endpoint-failing')
  })

  it('leads to all that went there, in the list of deliveries', async () => {
    const shown = await deliveries().count()
    await page.getByRole('link', { name: 'Search and filter' }).click()
    await page.getByRole('heading', { level: 1, name: 'Deliveries', exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('endpoint')).toMatch(/^whe_/)
    await page.getByText('The app', { exact: true }).waitFor()
    const rows = page.getByRole('table', { name: 'Deliveries, newest first' }).getByRole('link')
    await expect.poll(() => rows.count()).toBe(shown)
    await expectWellMade(page, 'deliveries-of-endpoint')
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Endpoint', exact: true }).waitFor()
  })

  it('that answers 410 Gone is disabled: its owner is mailed, and told in the dashboard until it is enabled again', async () => {
    const endpointPage = page.url()
    await open('/settings?section=mail', 'Settings')
    const address = page.getByLabel('Add to notices to')
    await address.fill('nobody')
    await address.press('Enter')
    await page.getByText('One e-mail address.').waitFor()
    await address.fill('owner@example.com')
    await address.press('Enter')
    await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: /^Save/ }).click()
    await page.getByText('Settings saved').waitFor()
    await page.goto(endpointPage)
    answer = 410
    await nextReceived()
    await page.getByText('It answered 410 Gone.').first().waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Notices 1 open' }).click()
    const notice = page.getByRole('listitem').filter({ hasText: 'A webhook endpoint was disabled' })
    await notice.getByText('Mailed to owner@example.com.').waitFor()
    await expectWellMade(page, 'notices')
    expect(await unreachedByTab(page)).toEqual([])
    await open('/', 'Overview')
    await page.getByRole('region', { name: 'Notices' }).getByText('A webhook endpoint was disabled').waitFor()
    await expectWellMade(page, 'overview-notices')
    const mails = () => billhook.api.get<{ data: { subject: string }[] }>('/api/dev/outbox?to=owner@example.com')
    await expect
      .poll(async () => (await mails()).data.map(({ subject }) => subject), { timeout: 45_000 })
      .toEqual(['[Billhook test] A webhook endpoint was disabled'])
    await page.getByRole('link', { name: 'See the endpoint' }).click()
    await button('Enable').click()
    await button('Disable').waitFor()
    await page.getByRole('link', { name: /^Notices/ }).click()
    await notice.getByText(/, over/).waitFor()
    await page.goto(endpointPage)
  })

  it('is changed, and deleted', async () => {
    await button('Edit').press('Enter')
    await expect.poll(() => page.getByLabel('URL').evaluate((input) => input === document.activeElement)).toBe(true)
    await page.getByRole('checkbox', { name: /^All types/ }).check()
    await page.keyboard.press('ControlOrMeta+s')
    await page.getByText('Endpoint saved').waitFor()
    await expect.poll(() => button('Edit').evaluate((opener) => opener === document.activeElement)).toBe(true)
    expect(await endpoints()).toMatchObject([{ events: [] }])
    await button('Delete').click()
    await dialog().getByRole('button', { name: 'Delete the endpoint' }).click()
    await page.getByText('No endpoints yet').waitFor()
    expect(await endpoints()).toEqual([])
    expect(errors.filter((error) => !error.includes('422'))).toEqual([])
  })
})
