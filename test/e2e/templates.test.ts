import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Template } from '../../worker/http/schemas/template.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { collectConsoleErrors, launchBrowser } from './support/browser.ts'
import { ask } from './support/connection.ts'
import { makeCustomer, readList } from './support/customers.ts'
import { expectWellMade, signIn } from './support/dashboard.ts'
import { unreachedByTab } from './support/keyboard.ts'

const TO = 'team@example.com'

let billhook: StartedBillhook
let browser: Browser
let page: Page
let errors: string[]

beforeAll(async () => {
  billhook = await startBillhook()
  await makeCustomer(billhook, { name: 'Grace Hopper', email: 'grace@example.com' })
  const mail = { from: 'Billhook <hello@example.com>', allowed_test_recipients: ['*@example.com'] }
  await ask(billhook, '/settings', { method: 'PATCH', body: { mail } })
  browser = await launchBrowser()
  page = await signIn(browser, billhook)
  errors = collectConsoleErrors(page)
})

afterAll(() => browser?.close())

const dialog = () => page.getByRole('dialog')
const editor = (name: string) => page.getByRole('textbox', { name, exact: true })
const button = (name: string | RegExp) => page.getByRole('button', { name })
const preview = () => page.getByRole('region', { name: 'Preview', exact: true })
const mailText = () =>
  page.frameLocator('iframe[title="Preview of the mail"]').frameLocator('iframe:not(.coming)').locator('body')
const language = () => page.getByRole('combobox', { name: 'Language', exact: true })
const templates = () => readList<Template>(billhook, '/templates')

async function open(path: string, heading: string): Promise<void> {
  await page.goto(`${billhook.url}/test${path}`)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

async function openTemplate(): Promise<void> {
  const [template] = await templates()
  await open(`/templates/${template?.id}`, template?.name ?? '')
  await editor('HTML').waitFor()
}

async function writeHtml(text: string): Promise<void> {
  await editor('HTML').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(text)
}

describe('a template', () => {
  it('begins with a starter, and is seen before it is saved', async () => {
    await open('/templates', 'Templates')
    await page.getByText('No templates yet').waitFor()
    await expectWellMade(page, 'templates-empty')
    await page.keyboard.press('c')
    await page.getByRole('link', { name: 'Automatic payment failed' }).waitFor()
    await expectWellMade(page, 'templates-starters')
    await page.getByRole('link', { name: 'Automatic payment failed' }).click()
    await mailText().getByText('Your payment did not go through').waitFor()
    await editor('HTML').waitFor()
    await expectWellMade(page, 'template-new')
    expect(await templates()).toEqual([])
  })

  it('is saved as a draft by Ctrl S, and stays on its page', async () => {
    await page.getByLabel('Name').fill('Payment failed')
    await page.keyboard.press('ControlOrMeta+s')
    await page.getByRole('heading', { level: 1, name: 'Payment failed' }).waitFor()
    expect(await templates()).toMatchObject([
      { name: 'Payment failed', layout: 'default', version: 1, published_version: null },
    ])
  })

  it('offers known variables where {{ is typed', async () => {
    await openTemplate()
    await writeHtml('<p>Hi </p>')
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.type('{{customer.fi')
    await page.getByRole('option', { name: /^customer\.first_name/ }).click()
    await expect.poll(() => editor('HTML').textContent()).toContain('{{ customer.first_name }}<p>Hi </p>')
  })

  it('says line and column of an error, marks the line and keeps the mail of before in grey', async () => {
    await writeHtml('<p>Good</p>')
    await mailText().getByText('Good').waitFor()
    await writeHtml('<p>One</p>\n<p>{{ customer.name | nope }}</p>')
    const place = button(/^Line 2, column \d+ of the HTML$/)
    await place.waitFor()
    await page.getByText('Below is how it was before, in grey.').waitFor()
    await mailText().getByText('Good').waitFor()
    await expectWellMade(page, 'template-error')
    await place.click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-code'))).toBe(true)
  })

  it('tells of variables that nothing fills', async () => {
    await writeHtml('<p>{{ customer.nickname }}</p>')
    await page.getByRole('list', { name: 'What to look at' }).getByText('customer.nickname').first().waitFor()
  })

  it('is shown as a customer, and as a text', async () => {
    await page.getByRole('radio', { name: 'Made from the HTML' }).check()
    await writeHtml('<p>Hello {{ customer.name }}, {{ event.amount | money }}</p>')
    await mailText().getByText('Hello Ada Lovelace').waitFor()
    await button('A made-up customer').press('Enter')
    await dialog()
      .getByRole('radio', { name: /^A customer/ })
      .check()
    await dialog().getByRole('searchbox', { name: 'Customer' }).fill('grace')
    await dialog()
      .getByRole('button', { name: /Grace Hopper/ })
      .click()
    await dialog().getByRole('button', { name: 'Show it' }).click()
    await mailText().getByText('Hello Grace Hopper').waitFor()
    await preview().getByText('event.amount').first().waitFor()
    await preview().getByRole('button', { name: 'Text', exact: true }).click()
    await preview().getByText('Hello Grace Hopper').waitFor()
    await preview().getByRole('button', { name: 'HTML', exact: true }).click()
  })

  it('is shown as in the dark, on a phone', async () => {
    await preview().getByRole('button', { name: 'In dark' }).click()
    await preview().getByRole('button', { name: 'Phone width' }).click()
    const frame = page.locator('iframe[title="Preview of the mail"]')
    await expect.poll(async () => (await frame.boundingBox())?.width).toBe(375)
    const background = () => mailText().evaluate((body) => getComputedStyle(body).backgroundColor)
    await expect.poll(background).toBe('rgb(20, 23, 28)')
    await expectWellMade(page, 'template-dark-phone')
    await preview().getByRole('button', { name: 'In light' }).click()
    await expect.poll(background).toBe('rgb(243, 244, 246)')
  })

  it('asks before changes are left behind', async () => {
    await page.getByRole('link', { name: 'Segments' }).click()
    await dialog().getByText('Leave without saving?').waitFor()
    await dialog().getByRole('button', { name: 'Stay here' }).click()
    await page.keyboard.press('ControlOrMeta+s')
    await page.getByText('Draft saved').waitFor()
  })

  it('is published after what changes is shown, and goes back to an earlier version as a draft', async () => {
    await button('Publish…').click()
    await dialog().getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('Published, version 1').waitFor()
    await writeHtml('<p>Second</p>')
    await button('Publish…').click()
    const changes = dialog().getByRole('region', { name: 'What changes: HTML' })
    await expect.poll(() => changes.textContent()).toContain('<p>Second</p>')
    await expectWellMade(page, 'template-publish')
    await dialog().getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('Published, version 2').waitFor()
    await button('Versions').click()
    const first = dialog().getByRole('listitem').filter({ hasText: 'Version 1' })
    await first.getByRole('button', { name: 'Compare and restore' }).click()
    await expectWellMade(page, 'template-versions')
    await first.getByRole('button', { name: 'Restore version 1' }).click()
    await page.getByText('Version 2, with changes').waitFor()
    await expect.poll(() => editor('HTML').textContent()).toContain('Hello {{ customer.name }}')
    expect(await templates()).toMatchObject([{ version: 3, published_version: 2 }])
  })

  it('is written in another language, which begins as a copy and is shown in place of the default', async () => {
    await button('Add a language').press('Enter')
    await dialog().getByLabel('Language tag').fill('german')
    await dialog().getByRole('button', { name: 'Add it' }).click()
    await dialog().getByText('“german” is no language that is known.').waitFor()
    await dialog().getByLabel('Language tag').fill('de_at')
    await dialog().getByText('German (Austria) (de-AT)').waitFor()
    await expectWellMade(page, 'template-add-language')
    await page.keyboard.press('Enter')
    await dialog().waitFor({ state: 'detached' })
    expect(await language().inputValue()).toBe('de-AT')
    await expect.poll(() => editor('HTML').textContent()).toContain('Hello {{ customer.name }}')
    await page.getByLabel('Subject').fill('Ihre Zahlung')
    await writeHtml('<p>Guten Tag {{ customer.name }}</p>')
    await mailText().getByText('Guten Tag').waitFor()
    await preview().getByText('In German (Austria)').waitFor()
    const root = page
      .frameLocator('iframe[title="Preview of the mail"]')
      .frameLocator('iframe:not(.coming)')
      .locator('html')
    await expect.poll(() => root.getAttribute('lang')).toBe('de-AT')
    await expectWellMade(page, 'template-language')
    expect(await unreachedByTab(page)).toEqual([])
    await language().selectOption('')
    await mailText().getByText('Hello').waitFor()
    await expect.poll(() => editor('HTML').textContent()).toContain('Hello {{ customer.name }}')
    await page.keyboard.press('ControlOrMeta+s')
    await page.getByText('Draft saved').first().waitFor()
    expect(await templates()).toMatchObject([{ variants: { 'de-AT': { subject: 'Ihre Zahlung' } } }])
  })

  it('leads to an error in the language that it is in', async () => {
    await language().selectOption('de-AT')
    await page.getByLabel('Subject').fill('')
    await language().selectOption('')
    await page.keyboard.press('ControlOrMeta+s')
    await page.getByText('A mail needs a subject.').waitFor()
    expect(await language().inputValue()).toBe('de-AT')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-part'))).toBe('subject')
    await page.keyboard.type('Ihre Zahlung')
    await writeHtml('<p>{{ customer.name | nope }}</p>')
    await language().selectOption('')
    const place = button(/^Line 1, column \d+ of the HTML in German \(Austria\)$/)
    await place.press('Enter')
    await expect.poll(() => language().inputValue()).toBe('de-AT')
    await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-code'))).toBe(true)
    await writeHtml('<p>Guten Tag {{ customer.name }}</p>')
    await mailText().getByText('Guten Tag').waitFor()
  })

  it('shows before it is published what changes in which language, and loses one only when that is meant', async () => {
    await button('Publish…').click()
    const changes = dialog().getByRole('region', { name: 'What changes: German (Austria): HTML' })
    await expect.poll(() => changes.textContent()).toContain('Guten Tag')
    await expectWellMade(page, 'template-publish-language')
    await dialog().getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('Published, version 3').waitFor()
    await button('Remove German (Austria)').click()
    await dialog().getByText('Versions that were published keep their words.').waitFor()
    await dialog().getByRole('button', { name: 'Keep it' }).click()
    expect(await language().inputValue()).toBe('de-AT')
    await button('Remove German (Austria)').click()
    await dialog().getByRole('button', { name: 'Remove German (Austria)' }).click()
    await language().waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add a language')
    await expect.poll(() => editor('HTML').textContent()).toContain('Hello {{ customer.name }}')
    await page.keyboard.press('ControlOrMeta+s')
    await expect.poll(async () => (await templates()).map(({ variants }) => variants)).toEqual([{}])
    await button('Versions').click()
    const third = dialog().getByRole('listitem').filter({ hasText: 'Version 3' })
    await third.getByRole('button', { name: 'Compare and restore' }).click()
    await third.getByRole('region', { name: 'What changes: German (Austria): Subject' }).waitFor()
    await third.getByRole('button', { name: 'Restore version 3' }).click()
    await language().selectOption('de-AT')
    await mailText().getByText('Guten Tag').waitFor()
  })

  it('is sent as a test, which the outbox shows', async () => {
    await language().selectOption('')
    await writeHtml('<p>Hello {{ customer.name | default: "you" }}</p>')
    await button('Send a test').click()
    await dialog().getByLabel('To', { exact: true }).fill(TO)
    await dialog().getByRole('button', { name: 'Send the test' }).click()
    await dialog().getByText('Without a value: event.amount').waitFor()
    await dialog()
      .getByRole('checkbox', { name: /^With the values of Grace Hopper/ })
      .uncheck()
    await dialog().getByRole('button', { name: 'Send again' }).click()
    await dialog().getByText('It has left.').waitFor()
    await expectWellMade(page, 'template-test-sent')
    await dialog().getByRole('link', { name: 'Look at it in the outbox' }).click()
    await page.getByRole('heading', { level: 2, name: /^\[Test\]/ }).waitFor()
    const mail = page.frameLocator('iframe[title="The mail"]').frameLocator('iframe:not(.coming)')
    await mail.getByText('Hello Ada').waitFor()
  })

  it('is sent as a test in the language that is written, and the delivery says so', async () => {
    await openTemplate()
    await language().selectOption('de-AT')
    await button('Send a test').click()
    await dialog().getByLabel('To', { exact: true }).fill(TO)
    expect(await dialog().getByLabel('Language').inputValue()).toBe('de-AT')
    await dialog().getByRole('button', { name: 'Send the test' }).click()
    await dialog().getByText('It has left.').waitFor()
    await dialog().getByRole('link', { name: 'The delivery' }).click()
    await page.getByRole('definition').filter({ hasText: 'German (Austria)' }).waitFor()
  })

  it('tells what somebody else saved before it is written over, and follows it where nothing is edited', async () => {
    await openTemplate()
    const [template] = await templates()
    const subject = page.getByLabel('Subject')
    const saveElsewhere = (words: string) =>
      ask(billhook, `/templates/${template?.id}`, { method: 'PATCH', body: { subject: words } })
    await subject.fill('Mine')
    await saveElsewhere('Theirs')
    await page.getByText('Somebody else saved this template meanwhile.').waitFor()
    expect(await subject.inputValue()).toBe('Mine')
    await expectWellMade(page, 'template-elsewhere')
    await button('Drop mine and show theirs').click()
    expect(await subject.inputValue()).toBe('Theirs')
    await saveElsewhere('Theirs again')
    await expect.poll(() => subject.inputValue(), { timeout: 45_000 }).toBe('Theirs again')
    await subject.fill('Mine')
    await page.keyboard.press('ControlOrMeta+s')
    await page.getByText('Draft saved').waitFor()
    expect(await page.getByText('Somebody else saved').count()).toBe(0)
    expect(await templates()).toMatchObject([{ subject: 'Mine' }])
  })

  it('stays to be read when somebody else deletes it meanwhile', async () => {
    const words = { name: 'Short-lived', subject: 'Soon gone', html: '<p>Soon gone</p>' }
    const { id } = await billhook.api.post<{ id: string }>('/api/v1/templates', words)
    await open(`/templates/${id}`, 'Short-lived')
    await page.getByLabel('Subject').fill('What I wrote')
    await ask(billhook, `/templates/${id}`, { method: 'DELETE' })
    await page.getByText('This template is deleted').waitFor()
    expect(await page.getByLabel('Subject').inputValue()).toBe('What I wrote')
    errors.splice(0, errors.length, ...errors.filter((error) => !error.includes('404')))
    await page.getByRole('link', { name: 'Templates' }).first().click()
    await dialog().getByRole('button', { name: 'Leave and lose it' }).click()
    await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor()
  })

  it('is well made, its list too, and Tab leads to everything in both', async () => {
    await openTemplate()
    await mailText().getByText('Hello').waitFor()
    await expectWellMade(page, 'template')
    expect(await unreachedByTab(page)).toEqual([])
    await open('/templates', 'Templates')
    await page.getByRole('link', { name: 'Payment failed' }).waitFor()
    await expectWellMade(page, 'templates')
    expect(await unreachedByTab(page)).toEqual([])
  })
})

describe('the outbox', () => {
  it('is well made, shows headers and source, and finds mails by recipient', async () => {
    await open('/dev/outbox', 'Outbox')
    await page.getByRole('article', { name: 'Mail' }).waitFor()
    await expectWellMade(page, 'outbox')
    await button('Headers').click()
    await page.getByRole('definition').filter({ hasText: TO }).waitFor()
    await expectWellMade(page, 'outbox-headers')
    expect(await unreachedByTab(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('searchbox', { name: 'Mails to this address' }).fill('nobody@example.com')
    await page.keyboard.press('Enter')
    await page.getByText('No mail to nobody@example.com').waitFor()
    await button('Show mails to everybody').click()
    await page.getByRole('article', { name: 'Mail' }).waitFor()
    expect(await page.getByRole('searchbox', { name: 'Mails to this address' }).inputValue()).toBe('')
  })

  it('never shows another mail than the one that is asked for', async () => {
    await open('/dev/outbox?id=dlv_gone', 'Outbox')
    await page.getByText('This mail is not here').waitFor()
    await expectWellMade(page, 'outbox-gone')
    expect(await page.getByRole('article', { name: 'Mail' }).count()).toBe(0)
    await button('Show the newest').click()
    await page.getByRole('article', { name: 'Mail' }).waitFor()
  })

  it('keeps the mail that is read when another comes, is walked by keys, and cleared', async () => {
    const [template] = await templates()
    await ask(billhook, `/templates/${template?.id}/test-send`, { method: 'POST', body: { to: 'second@example.com' } })
    const list = page.getByRole('navigation', { name: 'Mails' })
    await list.getByText('second@example.com').waitFor()
    const current = () => list.locator('[aria-current="page"]').textContent()
    expect(await current()).toContain(TO)
    await page.locator('h1').click()
    await page.keyboard.press('ArrowUp')
    await expect.poll(current).toContain('second@example.com')
    await page.keyboard.press('j')
    await expect.poll(current).toContain(TO)
    await button('Clear all').click()
    await dialog().getByRole('button', { name: 'Clear all' }).click()
    await page.getByText('No mail yet').waitFor()
  })

  it('neither it nor the editor has written an error to the console', () => {
    expect(errors.filter((error) => !error.includes('422'))).toEqual([])
  })
})
