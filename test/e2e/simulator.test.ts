import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from './support/connection.ts'
import { customerPages } from './support/customer-pages.ts'
import { readList } from './support/customers.ts'
import { expectWellMade } from './support/dashboard.ts'
import { type DemoAccount, startDemoAccount } from './support/demo-account.ts'
import { listEvents } from './support/events.ts'
import { unreachedByTab } from './support/keyboard.ts'

const PATH = '/test/settings/integrations/stripe'

let account: DemoAccount
let page: Page

beforeAll(async () => {
  account = await startDemoAccount()
  page = account.page
  const template = await made('/templates', {
    ...{ name: 'Failed payment', subject: 'Your payment failed', layout: 'default' },
    html: '<h1 style="color:rgb(180, 30, 30)">Sorry</h1><p>Hello {{ customer.email }}</p>',
  })
  await made(`/templates/${template}/publish`, {})
  await made('/automations', {
    ...{ name: 'Ask for another card', status: 'on', trigger: { type: 'payment.failed' } },
    actions: [{ type: 'send_email', template }],
  })
  await made('/automations', {
    ...{ name: 'Call great customers', status: 'on', trigger: { type: 'payment.failed' } },
    conditions: [{ field: 'mrr', op: 'gte', value: 100_000 }],
    actions: [{ type: 'add_tag', tag: 'call' }],
  })
  await made('/endpoints', { url: 'https://hooks.example.com/billhook' })
})

afterAll(() => account?.browser.close())

async function made(path: string, body: object): Promise<string> {
  const answer = await ask<{ id: string }>(account.billhook, path, { method: 'POST', body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body.id
}

const result = () => page.getByRole('region', { name: 'Result' }).first()
const step = (title: string) => result().getByRole('listitem', { name: new RegExp(`^${title}`) })

async function open(search = ''): Promise<void> {
  await page.goto(`${account.billhook.url}${PATH}${search}`)
  await page.getByRole('heading', { level: 1, name: 'Simulator' }).waitFor()
}

async function run(): Promise<void> {
  await page.getByRole('button', { name: 'Run' }).click()
  await step('What comes').waitFor()
}

describe('the simulator', () => {
  it('is well made before anything was run, and Tab leads to everything in it', async () => {
    await open()
    await page.getByText('Nothing was simulated yet').waitFor()
    await expectWellMade(page, 'simulator-empty')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('shows what a failed payment of an invented customer comes to, and keeps nothing of it', async () => {
    await open()
    await run()
    await step('Whose it is').getByText('A customer would be created: Sam Simulated').waitFor()
    await step('What changes')
      .getByRole('row', { name: /subscription_status/ })
      .waitFor()
    await step('How it stands then').getByText('Suspended').first().waitFor()
    await step('Automations').getByText('1 of 2 would run').waitFor()
    await step('Automations').getByText('mrr is at least 1,000.00 USD. It is 20.00 USD.', { exact: false }).waitFor()
    await step('Mails').getByText('Your payment failed').waitFor()
    const words = page
      .frameLocator('iframe')
      .frameLocator('iframe:not(.coming)')
      .getByRole('heading', { name: 'Sorry' })
    await words.waitFor()
    expect(await words.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(180, 30, 30)')
    await step('Webhooks').getByText('https://hooks.example.com/billhook').first().waitFor()
    await expectWellMade(page, 'simulator-result')
    expect(await readList(account.billhook, '/customers?q=simulated')).toEqual([])
  })

  it('keeps its inputs in the address, runs by Ctrl Enter, and says when they have changed since', async () => {
    await open()
    await page.getByLabel('Scenario', { exact: true }).selectOption({ label: 'The subscription ends at once' })
    await page.getByText('Other settings').click()
    await page.getByLabel('Access when it ends').selectOption('freeze')
    await expect.poll(() => new URL(page.url()).search).toBe('?scenario=canceled&on_end=freeze')
    await page.reload()
    await page.getByRole('button', { name: 'Run' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await step('How it stands then').getByText('Frozen').first().waitFor()
    await page.getByLabel('Access when it ends').selectOption('expire')
    await page.getByText('The inputs have changed since', { exact: false }).waitFor()
  })

  it('lets it happen to a real customer', async () => {
    const bob = await customerPages(account).named('Bob Baker')
    await open('?scenario=cancel_scheduled')
    await page.getByLabel('A real customer').check()
    await page.getByRole('searchbox', { name: 'Customer' }).fill('Bob')
    await page.getByRole('button', { name: /Bob Baker/ }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('customer')).toBe(bob.id)
    await run()
    await step('Whose it is').getByRole('link', { name: 'Bob Baker' }).waitFor()
    await expectWellMade(page, 'simulator-real')
  })

  it('says what is wrong with an event that is no event, at its field', async () => {
    await open()
    await page.getByLabel('An event as JSON').check()
    const field = page.getByLabel('Event as Stripe sends it')
    await field.fill('{"object":')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText(/^This is no JSON: /).waitFor()
    await field.fill('{"object":"event"}')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText('This could not be simulated').waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await expectWellMade(page, 'simulator-refused')
  })

  it('is opened from an event, and shows what it would do now', async () => {
    const bob = await customerPages(account).named('Bob Baker')
    await account.stripe.asOwner('POST', `/v1/customers/${bob.external_id}`, { 'metadata[seen]': 'yes' })
    const changed = async () => (await listEvents(account.billhook.api)).find(({ type }) => type === 'customer.updated')
    await expect.poll(changed, { timeout: 45_000 }).toBeDefined()
    const id = (await changed())?.id
    await page.goto(`${account.billhook.url}/test/events/${id}`)
    await page.getByRole('link', { name: 'Simulate from this' }).click()
    expect(await page.getByLabel('Event id').inputValue()).toBe(id)
    await run()
    await step('Whose it is').getByRole('link', { name: 'Bob Baker' }).waitFor()
  })

  it('says when an event is not here', async () => {
    await open('?event=evt_none')
    expect(await page.getByLabel('Event id').inputValue()).toBe('evt_none')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText('There is no event evt_none in test mode.').waitFor()
  })
})
