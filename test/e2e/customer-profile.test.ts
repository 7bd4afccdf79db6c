import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerSummary } from '../../worker/http/schemas/customer-summary.ts'
import { advanceClocks } from './support/clocks.ts'
import { customerPages } from './support/customer-pages.ts'
import { type Customer, makeCustomer, read } from './support/customers.ts'
import { expectWellMade } from './support/dashboard.ts'
import { type DemoAccount, startDemoAccount } from './support/demo-account.ts'
import { unreachedByTab } from './support/keyboard.ts'

const DAY_MS = 86_400_000
/** When Stripe tries a failed payment again for the first time. */
const DAYS_TO_RETRY = 3

let account: DemoAccount
let page: Page
let pages: ReturnType<typeof customerPages>

beforeAll(async () => {
  account = await startDemoAccount()
  page = account.page
  pages = customerPages(account)
})

afterAll(() => account?.browser.close())

const region = (name: string) => page.getByRole('region', { name, exact: true })
const dialog = () => page.getByRole('dialog')

/** The clocks of both sides, as `npm run sandbox -- clock advance` moves them. */
const advance = (days: number) => advanceClocks(account.stripe, account.billhook, days)

/** By which card Stripe's customer pays from now on. */
async function payBy({ external_id }: Customer, card: string): Promise<void> {
  const form = { 'invoice_settings[default_payment_method]': card }
  await account.stripe.asOwner('POST', `/v1/customers/${external_id}`, form)
}

/** The open profile comes to show this access with the API's own sentence, without a reload. */
async function expectAccess(label: string, { id, code }: { id: string; code: string }): Promise<void> {
  await region('Access').getByText(label, { exact: true }).waitFor()
  const { access } = await read<Customer>(account.billhook, `/customers/${id}`)
  expect(access.code).toBe(code)
  await region('Access').getByText(access.reason, { exact: true }).waitFor()
}

describe('the profile of a customer', () => {
  it.each([
    ['overview', 'Latest'],
    ['timeline', 'Timeline'],
    ['fields', 'Fields'],
  ] as const)('is well made, and Tab leads to everything in it: %s', async (tab, panel) => {
    await pages.openProfile('Frank Fuentes', tab === 'overview' ? undefined : tab)
    await region(panel).waitFor()
    await expectWellMade(page, `customer-${tab}`)
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('says in a sentence why access is as it is', async () => {
    const { access } = await pages.openProfile('Frank Fuentes')
    expect(access).toMatchObject({ state: 'suspended', reason: expect.stringMatching(/failed on .* suspended/) })
    await region('Access').getByText(access.reason).waitFor()
  })

  it('shows what was set by hand, by whom and until when, and no longer once that moment has come', async () => {
    await pages.openProfile('Dave Dietz')
    await page.getByRole('button', { name: 'Set by hand…' }).click()
    await dialog().getByLabel('Access').selectOption('Suspended')
    await dialog().getByRole('button', { name: 'For 1 day' }).click()
    await dialog().getByLabel('Reason').fill('Asked for a break')
    await expectWellMade(page, 'customer-override')
    await dialog().getByRole('button', { name: 'Set access' }).click()
    const byHand = page.getByRole('list', { name: 'Set by hand' })
    await byHand.getByText(/Set by hand .*, Operator\. In force until/).waitFor()
    await region('Access')
      .getByText(/^Set by hand to suspended until .*: Asked for a break\.$/)
      .waitFor()
    await advance(2)
    await region('Access').getByText('Active', { exact: true }).waitFor()
    await byHand.waitFor({ state: 'detached' })
    expect((await pages.named('Dave Dietz')).access.state).toBe('active')
  })

  it('tells of a failed payment and of the one that follows as they happen, and why', async () => {
    const customer = await pages.openProfile('Quentin Quinn')
    await region('Access').getByText('Active', { exact: true }).waitFor()
    await payBy(customer, 'pm_card_chargeCustomerFail')
    await advance(Math.ceil((Date.parse(customer.renewal_date ?? '') - Date.now()) / DAY_MS))
    await expectAccess('Suspended', { id: customer.id, code: 'payment_failed' })
    await payBy(customer, 'pm_card_visa')
    await advance(DAYS_TO_RETRY)
    await expectAccess('Active', { id: customer.id, code: 'subscribed' })
    await page.getByRole('link', { name: 'Timeline', exact: true }).click()
    await region('Timeline')
      .getByText(/Access went from suspended to active\./)
      .waitFor()
    await expectWellMade(page, 'customer-timeline-paid')
  })

  it('erases a person only after the name was typed, and keeps what was paid', async () => {
    const { id, lifetime_value } = await pages.openProfile('Erin Eriksen')
    await page.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'Erase personal data…' }).click()
    const confirm = dialog().getByRole('button', { name: 'Erase for good' })
    await page.keyboard.type('Erin')
    expect(await confirm.isDisabled()).toBe(true)
    await page.keyboard.type(' Eriksen')
    await expectWellMade(page, 'customer-erase')
    await confirm.click()
    await page.locator('ol').getByText('Personal data was erased.', { exact: true }).waitFor()
    expect(await read<Customer>(account.billhook, `/customers/${id}`)).toMatchObject({
      ...{ name: null, email: null, erased: true, lifetime_value },
    })
    await expect.poll(() => page.locator('main').textContent()).not.toMatch(/erin/i)
    await expectWellMade(page, 'customer-erased')
  })
})

describe('a Stripe customer that could be several people', () => {
  it('waits to be matched, and is counted in the navigation', async () => {
    const email = 'adams@example.com'
    for (const name of ['Ann Adams', 'Anna Adams']) await makeCustomer(account.billhook, { name, email })
    await page.goto(`${account.billhook.url}/test/unmatched`)
    await page.getByText('Everything is matched').waitFor()
    await expectWellMade(page, 'unmatched-none')
    await account.stripe.asOwner('POST', '/v1/customers', { name: 'Adams Ltd', email })
    await page.getByRole('link', { name: 'Unmatched 1 waiting' }).waitFor()
    await page.getByText('Several could be meant').waitFor()
    await expectWellMade(page, 'unmatched')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('belongs to the one who is chosen, and nothing waits any more', async () => {
    await page.getByRole('button', { name: 'Resolve… Adams Ltd' }).click()
    await dialog()
      .getByRole('radio', { name: /^It is Ann Adams/ })
      .check()
    await expectWellMade(page, 'unmatched-resolve')
    await dialog().getByRole('button', { name: 'Link' }).click()
    await page.getByText('Everything is matched').waitFor()
    await page.getByRole('link', { name: 'Unmatched', exact: true }).waitFor()
    expect((await read<CustomerSummary>(account.billhook, '/customers/summary')).unmatched).toBe(0)
    expect((await pages.named('Ann Adams')).external_id).toMatch(/^cus_/)
    expect((await pages.named('Anna Adams')).external_id).toBeNull()
  })
})

it('no page writes an error to the console', () => {
  expect(account.consoleErrors).toEqual([])
})
