import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inScheme } from '../../dashboard/lib/mail-scheme.ts'
import type { Automation } from '../../worker/http/schemas/automation.ts'
import type { Delivery } from '../../worker/http/schemas/delivery.ts'
import type { OutboxMail } from '../../worker/http/schemas/outbox.ts'
import type { Run } from '../../worker/http/schemas/run.ts'
import type { TemplatePreview } from '../../worker/http/schemas/template.ts'
import { ownPort } from '../support/own-port.ts'
import { ask } from './support/connection.ts'
import { customerPages } from './support/customer-pages.ts'
import { readList } from './support/customers.ts'
import { expectWellMade } from './support/dashboard.ts'
import { type DemoAccount, startDemoAccount } from './support/demo-account.ts'
import { unreachedByTab } from './support/keyboard.ts'

let account: DemoAccount
let page: Page

beforeAll(async () => {
  account = await startDemoAccount({ port: await ownPort() })
  page = account.page
})

afterAll(() => account?.browser.close())

const region = (name: string | RegExp) => page.getByRole('region', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const open = (path: string) => page.goto(`${account.billhook.url}/test${path}`)
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const deliveries = () => readList<Delivery>(account.billhook, '/deliveries')
const theAutomation = async () => (await readList<Automation>(account.billhook, '/automations'))[0]

async function outbox(): Promise<OutboxMail[]> {
  return (await account.billhook.api.get<{ data: OutboxMail[] }>('/api/dev/outbox')).data
}

/** The event that lets a payment fail, and the mail that comes of it. */
let failed: { event: string; delivery: string }

describe('the first automation', () => {
  it('begins with a recipe: before there is one, all seven are offered, and Tab leads to each', async () => {
    await open('/automations')
    await page.getByRole('button', { name: 'Use this: Failed payment' }).waitFor()
    expect(await page.getByRole('list', { name: 'Recipes' }).getByRole('listitem').count()).toBe(7)
    await expectWellMade(page, 'automations-none')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('is a draft after one click, told in a sentence, with its mail beside it', async () => {
    await page.getByRole('button', { name: 'Use this: Failed payment' }).click()
    await heading('Failed payment')
    await page.getByText('When a payment fails, then send “Automatic payment failed”.').waitFor()
    await page
      .frameLocator('iframe')
      .frameLocator('iframe')
      .getByRole('heading', { name: 'Your payment did not go through' })
      .waitFor()
    expect(await theAutomation()).toMatchObject({ status: 'draft', trigger: { type: 'payment.failed' } })
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expectWellMade(page, 'automation-recipe')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('shows the mail as a real customer would get it, by the API and beside the form', async () => {
    const { id } = await customerPages(account).named('Alice Adler')
    const preview = await account.billhook.api.post<TemplatePreview>('/api/v1/templates/payment-failed/preview', {
      customer: id,
    })
    expect(preview).toMatchObject({ html: expect.stringContaining('Hi Alice') })
    await page.getByRole('button', { name: 'See it as one of your customers' }).click()
    await page.getByLabel('As one of your customers').fill('Alice Adler')
    await page.getByRole('button', { name: /Alice Adler/ }).click()
    await page.frameLocator('iframe').frameLocator('iframe:not(.coming)').getByText('Hi Alice').waitFor()
    await expectWellMade(page, 'automation-preview')
    expect(await deliveries()).toEqual([])
  })

  it('is turned on in test mode with one click', async () => {
    await page.getByRole('button', { name: 'Turn on Failed payment' }).click()
    await page.getByRole('button', { name: 'Pause Failed payment' }).waitFor()
    expect(await theAutomation()).toMatchObject({ status: 'on' })
  })

  it('sends one mail when a payment fails, which the open page of deliveries shows without a reload', async () => {
    await open('/deliveries')
    await page.getByText('Nothing was sent in test mode yet').waitFor()
    await expectWellMade(page, 'deliveries-none')
    await account.stripe.control('trigger', { event: 'invoice.payment_failed' })
    const row = page.getByRole('table', { name: 'Deliveries, newest first' }).getByRole('link')
    await row.waitFor()
    await page.getByRole('cell', { name: 'Sent', exact: true }).waitFor()
    const mails = await outbox()
    expect(mails).toHaveLength(1)
    expect(await row.textContent()).toBe(mails[0]?.to)
    const [run] = await readList<Run>(account.billhook, '/runs?status=done')
    failed = { event: run?.event ?? '', delivery: mails[0]?.delivery ?? '' }
    await expectWellMade(page, 'deliveries')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('leads back from a delivery to the list as it was filtered, with the focus at its row', async () => {
    const back = [() => page.keyboard.press('u'), () => page.getByRole('link', { name: 'Deliveries' }).last().click()]
    for (const goBack of back) {
      await open('/deliveries?status=sent&channel=mail')
      await page.getByRole('table', { name: 'Deliveries, newest first' }).getByRole('link').press('Enter')
      await page.getByRole('heading', { level: 1, name: /^E-mail to/ }).waitFor()
      await goBack()
      await heading('Deliveries')
      expect(new URL(page.url()).search).toBe('?status=sent&channel=mail')
      const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.row)
      await expect.poll(focused).toBe(failed.delivery)
    }
  })

  it('sends nothing again when the event is replayed', async () => {
    const before = (await deliveries()).length
    await account.billhook.api.post(`/api/v1/events/${failed.event}/replay`, {})
    await open(`/events/${failed.event}`)
    await page.getByText('Replayed').or(region('Story')).first().waitFor()
    const replayed = async () =>
      (await account.billhook.api.get<{ outcome: string }>(`/api/v1/events/${failed.event}`)).outcome
    await expect.poll(replayed, { timeout: 45_000 }).toBe('processed')
    await region('Story').getByRole('list', { name: 'Runs' }).getByRole('link', { name: 'Failed payment' }).waitFor()
    await region('Story').getByRole('list', { name: 'Deliveries' }).getByRole('link', { name: 'E-mail' }).waitFor()
    await expectWellMade(page, 'event-with-runs')
    expect(await deliveries()).toHaveLength(before)
    expect(await outbox()).toHaveLength(1)
  })
})

describe('what became of it', () => {
  it('a run tells its story, with links to the event, the customer and what was sent', async () => {
    await page.getByRole('link', { name: 'Failed payment' }).click()
    await region('Story').getByText('Send “Automatic payment failed”').waitFor()
    await region('Story').getByText('All steps are done').waitFor()
    await region('Facts').getByRole('link', { name: failed.event }).waitFor()
    await expectWellMade(page, 'run')
    expect(await unreachedByTab(page)).toEqual([])
    await region('Story').getByRole('link', { name: 'See what was sent' }).click()
    await heading('E-mail to')
  })

  it('a delivery shows the mail exactly as it was sent, and why', async () => {
    const [mail] = await outbox()
    await region('Message')
      .getByText(mail?.subject ?? '')
      .first()
      .waitFor()
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('allow-scripts')
    const shown = page.frameLocator('iframe').locator('iframe:not(.coming)')
    await page
      .frameLocator('iframe')
      .frameLocator('iframe:not(.coming)')
      .getByRole('heading', { name: 'Your payment did not go through' })
      .waitFor()
    expect(await shown.getAttribute('sandbox')).toBe('')
    expect(await shown.getAttribute('srcdoc')).toBe(inScheme(mail?.html ?? '', 'light'))
    await expectWellMade(page, 'delivery')
    expect(await unreachedByTab(page)).toEqual([])
    await page.getByRole('button', { name: 'Text' }).click()
    await region('Message').getByText('it did not work', { exact: false }).waitFor()
  })

  it('asks before it sends a mail a second time, and leaves it at that', async () => {
    await page.getByRole('button', { name: 'Send again…' }).click()
    await dialog().getByText('Sent again, it arrives there twice.').waitFor()
    await expectWellMade(page, 'delivery-resend')
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await outbox()).toHaveLength(1)
  })

  it('runs and report count it', async () => {
    const { id } = (await theAutomation()) ?? { id: '' }
    await open(`/automations/${id}?tab=runs`)
    await page.getByRole('table', { name: 'Runs, newest first' }).waitFor()
    await expectWellMade(page, 'automation-runs')
    expect(await unreachedByTab(page)).toEqual([])
    await page.getByRole('link', { name: 'Report' }).click()
    await region('Goal').getByRole('table').waitFor()
    await expectWellMade(page, 'automation-report')
    await open('/automations')
    await page.getByRole('link', { name: 'Runs 1' }).waitFor()
    await expectWellMade(page, 'automations')
  })

  it('a condition that stops a run is told in grey, with the value that was there', async () => {
    const made = await account.billhook.api.post<Automation>('/api/v1/automations', {
      ...{ name: 'Big ones', status: 'on', trigger: { type: 'payment.failed' } },
      conditions: [{ field: 'mrr', op: 'gte', value: 99_999_900 }],
      actions: [{ type: 'add_tag', tag: 'big' }],
    })
    await account.stripe.control('trigger', { event: 'invoice.payment_failed' })
    await open(`/automations/${made.id}?tab=runs`)
    await page
      .getByText(/It asked whether MRR is at least .* (was|was not set)/)
      .first()
      .waitFor()
    await expectWellMade(page, 'automation-runs-stopped')
    await page.getByRole('table').getByRole('link').click()
    await region('Story').getByText('A condition stopped it').waitFor()
    await expectWellMade(page, 'run-stopped')
  })

  it('a profile has what was sent to its customer', async () => {
    const [mail] = await deliveries()
    await open(`/customers/${mail?.customer?.id}?tab=deliveries`)
    await page.getByRole('table', { name: 'Deliveries, newest first' }).waitFor()
    await expectWellMade(page, 'customer-deliveries')
  })
})

describe('the versions of an automation', () => {
  it('are compared in words, and a former one is restored as a new one that is on as before', async () => {
    const made = await account.billhook.api.post<Automation>('/api/v1/automations', {
      ...{ name: 'Thanks', status: 'on', trigger: { type: 'payment.recovered' } },
      actions: [{ type: 'add_tag', tag: 'thanked' }],
    })
    await open(`/automations/${made.id}`)
    await page.getByLabel('Name').fill('Thank you')
    await page.getByLabel('Tag').fill('glad')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await heading('Thank you')
    await page.getByRole('button', { name: 'Versions' }).click()
    await dialog().getByText('Changed: name, then.').waitFor()
    const first = dialog().getByRole('listitem').filter({ hasText: 'It was made.' })
    await first.getByRole('button', { name: 'Compare and restore' }).click()
    await first.getByText('Add tag thanked').waitFor()
    await expectWellMade(page, 'automation-versions')
    await first.getByRole('button', { name: 'Restore version 1' }).click()
    await heading('Thanks')
    expect(await page.getByLabel('Tag').inputValue()).toBe('thanked')
    const now = await account.billhook.api.get<Automation>(`/api/v1/automations/${made.id}`)
    expect(now).toMatchObject({ name: 'Thanks', status: 'on', version: 3, actions: made.actions })
  })
})

describe('an automation that is log only', () => {
  it('is told in the form, the list, its runs, the event and the simulator, and sends nothing', async () => {
    const made = await account.billhook.api.post<Automation>('/api/v1/automations', {
      ...{ name: 'Try out', status: 'on', trigger: { type: 'payment.failed' } },
      actions: [{ type: 'add_tag', tag: 'tried' }],
    })
    await open(`/automations/${made.id}`)
    await page.getByRole('checkbox', { name: /^Log only/ }).check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Log only', { exact: true }).first().waitFor()
    await expectWellMade(page, 'automation-log-only')
    const before = await deliveries()
    await account.stripe.control('trigger', { event: 'invoice.payment_failed' })
    await open(`/automations/${made.id}?tab=runs`)
    const row = page.getByRole('table', { name: 'Runs, newest first' })
    await row.getByText('Log only').waitFor()
    await expectWellMade(page, 'automation-runs-log-only')
    await row.getByRole('link').click()
    await region('Story').getByText('Would add the tag tried.').waitFor()
    await expectWellMade(page, 'run-log-only')
    await region('Facts').getByRole('link', { name: /^evt_/ }).click()
    const runs = region('Story').getByRole('list', { name: 'Runs' })
    await runs.getByRole('listitem').filter({ hasText: 'Try out' }).getByText('Log only').waitFor()
    await open('/settings/integrations/stripe')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('list', { name: 'What Try out would do' }).getByText('Would add the tag tried.').waitFor()
    await expectWellMade(page, 'simulator-log-only')
    await open('/automations')
    await page.getByRole('listitem').filter({ hasText: 'Try out' }).getByText('Log only').waitFor()
    await expectWellMade(page, 'automations-log-only')
    const mine = (await deliveries()).filter(({ automation }) => automation === made.id)
    expect([mine, before.length > 0]).toEqual([[], true])
  })
})

describe('the form of an automation', () => {
  it('follows in words what is chosen, by keyboard too', async () => {
    await open('/automations/new')
    await page.getByLabel('Name').fill('At risk')
    await page.getByRole('button', { name: 'Add a step' }).click()
    await page.getByRole('button', { name: 'Add a step' }).click()
    await page.getByLabel('What step 3 does').selectOption('Add a tag')
    await page.getByLabel('Tag').fill('at-risk')
    const words = region('In words')
    await words.getByText('wait 1 day, add tag at-risk.').waitFor()
    await page.getByLabel('What step 3 does').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await words.getByText('add tag at-risk, wait 1 day.').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('What step 2 does')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('checkbox', { name: /^It has a goal/ }).scrollIntoViewIfNeeded()
    const save = await page.getByRole('button', { name: 'Save as a draft' }).boundingBox()
    expect(save?.y).toBeGreaterThan(0)
    await expectWellMade(page, 'automation-new')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('tells what is missing at its place, and leads there', async () => {
    await page.getByLabel('Tag').fill('')
    await page.keyboard.press('ControlOrMeta+s')
    await page.getByText('Name the tag.').waitFor()
    await page.getByText('Add at least one.').waitFor()
    await expectWellMade(page, 'automation-problems')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
  })

  it('shows what the API refuses at the field it is about', async () => {
    const words = { name: 'Not ready', subject: 'Hello', html: '<p>Hello</p>' }
    await account.billhook.api.post('/api/v1/templates', words)
    await page.reload()
    await page.getByLabel('Name').fill('At risk')
    await page.getByLabel('Mail', { exact: true }).selectOption('Not ready (not published yet)')
    await page.getByRole('button', { name: 'Save and turn on' }).click()
    await page.getByText('This template was not published yet').waitFor()
    const mail = page.getByLabel('Mail', { exact: true })
    await expect.poll(() => mail.evaluate((field) => field === document.activeElement)).toBe(true)
    await expectWellMade(page, 'automation-refused')
    await mail.selectOption('Automatic payment failed')
    await page.getByLabel('What happens').selectOption('Stripe sends an event of one type…')
    await page.getByLabel('Type of the event').fill('invoice.paid')
    await page.getByRole('button', { name: 'Save as a draft' }).click()
    await heading('At risk')
    expect(new URL(page.url()).pathname).toMatch(/^\/test\/automations\/auto_/)
  })

  it('tells what somebody else saved before it is written over, and a long name keeps within the page', async () => {
    const path = new URL(page.url()).pathname.replace('/test', '')
    await page.getByLabel('Name').fill('Mine')
    const theirs = 'Theirs'.repeat(16)
    await ask(account.billhook, path, { method: 'PATCH', body: { name: theirs } })
    await page.getByText('Somebody else saved this automation meanwhile.').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('Mine')
    await expectWellMade(page, 'automation-elsewhere')
    await page.getByRole('button', { name: 'Drop mine and show theirs' }).click()
    expect(await page.getByLabel('Name').inputValue()).toBe(theirs)
  })

  it('asks before changes are left behind', async () => {
    await page.getByLabel('Name').fill('Other')
    await page.getByRole('link', { name: 'Deliveries', exact: true }).first().click()
    await dialog().getByText('What you changed in this automation is not saved yet').waitFor()
    await dialog().getByRole('button', { name: 'Leave and lose it' }).click()
    await heading('Deliveries')
  })

  it('counts only for cards on the screen where an account has many, and all are known where a mail is used', async () => {
    const many = { trigger: { type: 'charge.refunded' }, actions: [{ type: 'add_tag', tag: 'refunded' }] }
    for (let number = 1; number <= 110; number += 1)
      await account.billhook.api.post('/api/v1/automations', { ...many, name: `Many ${number}` })
    const counted = new Set<string>()
    page.on('request', (request) => request.url().endsWith('/report') && counted.add(request.url()))
    await open('/automations')
    const cards = page.getByRole('list', { name: 'Automations' })
    await cards.getByText('Runs 0').first().waitFor()
    const first = page.getByRole('link', { name: 'Many 1', exact: true })
    await first.scrollIntoViewIfNeeded()
    await cards.getByRole('listitem').filter({ has: first }).getByText('Runs 0').waitFor()
    expect(counted.size).toBeLessThan(40)
    await open('/templates/payment-failed')
    await region('Where it is used').getByRole('link', { name: 'Failed payment' }).waitFor()
  })

  it('writes no error to the console but the refusal that was asked for, which the browser tells', () => {
    expect(account.consoleErrors).toEqual([expect.stringContaining('status of 422')])
  })
})
