import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettingsPreview } from '../../worker/account/customer-rpc.ts'
import type { Metrics } from '../../worker/http/schemas/metrics.ts'
import type { Segment } from '../../worker/http/schemas/segment.ts'
import type { Settings } from '../../worker/http/schemas/settings.ts'
import { ask } from './support/connection.ts'
import { customerPages } from './support/customer-pages.ts'
import { read, readList } from './support/customers.ts'
import { expectWellMade } from './support/dashboard.ts'
import { type DemoAccount, startDemoAccount } from './support/demo-account.ts'
import { unreachedByTab } from './support/keyboard.ts'

const SECTIONS = ['identity', 'stages', 'access', 'packages', 'products', 'mrr', 'reminders', 'mail'] as const
/** More than anybody of the demo has been in debt for. */
const LONG_GRACE_DAYS = 60

let account: DemoAccount
let page: Page
let pages: ReturnType<typeof customerPages>

beforeAll(async () => {
  account = await startDemoAccount()
  page = account.page
  pages = customerPages(account)
})

afterAll(() => account?.browser.close())

const settings = () => read<Settings>(account.billhook, '/settings')
const dialog = () => page.getByRole('dialog')
const unsaved = () => page.getByRole('region', { name: 'Unsaved changes' })
const save = () => unsaved().getByRole('button', { name: /^Save/ })

async function open(path: string, heading: string): Promise<void> {
  await page.goto(`${account.billhook.url}/test${path}`)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

async function openSection(section: (typeof SECTIONS)[number]): Promise<void> {
  await open(`/settings?section=${section}`, 'Settings')
  await page.getByRole('form', { name: 'Settings' }).waitFor()
}

describe('the settings', () => {
  it.each(SECTIONS)('are well made, and Tab leads to everything in them: %s', async (section) => {
    await openSection(section)
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0)
    await expectWellMade(page, `settings-${section}`)
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('tell before a longer grace is saved whom it would change, then how far that is, and it is so', async () => {
    const patch = { settings: { access: { grace_days: LONG_GRACE_DAYS } } }
    const asked = { method: 'POST', body: patch }
    const { body: preview } = await ask<SettingsPreview>(account.billhook, '/settings/preview', asked)
    expect(preview.changed.access).toBeGreaterThan(1)
    await openSection('access')
    await page.getByLabel('Grace after a failed payment').fill(String(LONG_GRACE_DAYS))
    await page.getByText(`A failed payment suspends access after ${LONG_GRACE_DAYS} days.`).waitFor()
    await unsaved().getByRole('button', { name: 'What would change' }).click()
    await dialog().getByText(`${preview.changed.any} customers would change`).waitFor()
    await dialog().getByText('Bob Baker').waitFor()
    await expectWellMade(page, 'settings-preview')
    expect((await settings()).access.grace_days).toBe(0)
    await dialog().getByRole('button', { name: 'Save' }).click()
    await page.getByRole('region', { name: 'Recompute' }).getByText('All customers stand by the new rules').waitFor()
    await unsaved().waitFor({ state: 'detached' })
    await expectWellMade(page, 'settings-recomputed')
    expect((await settings()).access.grace_days).toBe(LONG_GRACE_DAYS)
    expect((await pages.named('Bob Baker')).access).toMatchObject({ state: 'active', code: 'in_grace' })
    expect(await pages.listed('?access=suspended')).toEqual([])
  })

  it('refuse a mapping that is no JSON, and change nothing', async () => {
    const before = await settings()
    await openSection('packages')
    await page.getByRole('button', { name: 'As JSON' }).click()
    await page.getByLabel('Price or product id to packages').fill('price_1 = pro')
    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByText(/^This is no JSON: .* Nothing was changed\.$/).waitFor()
    expect(await page.getByLabel('Price or product id to packages').getAttribute('aria-invalid')).toBe('true')
    expect(await unsaved().count()).toBe(0)
    await expectWellMade(page, 'settings-packages-no-json')
    expect(await settings()).toEqual(before)
  })

  it('say that a mapping was taken over without covering the button that saves it', async () => {
    await openSection('packages')
    await page.getByRole('button', { name: 'As JSON' }).click()
    await page.getByLabel('Price or product id to packages').fill('{"prod_1":["pro"]}')
    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByText('1 entry taken over').waitFor()
    // As a click is: refused while something else lies over it.
    await save().click({ trial: true, timeout: 2_000 })
    await page.getByRole('button', { name: 'Discard' }).click()
  })

  it('refuse a stage without a status at that stage, and change nothing', async () => {
    const before = await settings()
    await openSection('stages')
    await page.getByRole('button', { name: 'Add a stage' }).click()
    await page.keyboard.type('Very important')
    await save().click()
    await page.getByText('Choose a status, or remove the stage.').waitFor()
    await unsaved().getByText('Not saved: a value in Stages is refused').waitFor()
    await expectWellMade(page, 'settings-stages-refused')
    expect(await settings()).toEqual(before)
  })

  it('lead from another section to the value that is refused, by the page or by the API', async () => {
    const before = await settings()
    await openSection('access')
    await page.getByLabel('Grace after a failed payment').fill('366')
    await page.getByRole('link', { name: 'MRR' }).click()
    await save().click()
    await page.getByText('A whole number from 0 to 365.').waitFor()
    await expect.poll(focusedLabel).toBe('Grace after a failed payment')
    await page.getByLabel('Grace after a failed payment').fill('1')
    await page.getByRole('link', { name: 'Identity' }).click()
    await page.getByLabel('Metadata key with your own id').fill('[user]')
    await page.getByRole('link', { name: 'MRR' }).click()
    await save().click()
    await page.getByText('Stripe’s metadata keys have no square brackets').waitFor()
    await expect.poll(focusedLabel).toBe('Metadata key with your own id')
    expect(account.consoleErrors.splice(0)).toEqual([expect.stringMatching(/status of 422/)])
    expect(await settings()).toEqual(before)
  })

  it('ask before unsaved changes are left behind', async () => {
    const before = await settings()
    await openSection('access')
    await page.getByLabel('Grace after a failed payment').fill('7')
    await page.getByRole('link', { name: 'Customers' }).click()
    await dialog().getByText('What you changed in the settings is not saved yet and will be lost.').waitFor()
    await expectWellMade(page, 'settings-leave')
    await dialog().getByRole('button', { name: 'Stay here' }).click()
    expect(await page.getByLabel('Grace after a failed payment').inputValue()).toBe('7')
    await page.getByRole('link', { name: 'Customers' }).click()
    await dialog().getByRole('button', { name: 'Leave and lose it' }).click()
    await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
    expect(await settings()).toEqual(before)
  })
})

const focusedLabel = () =>
  page.evaluate(() => (document.activeElement as HTMLInputElement).labels?.[0]?.textContent ?? null)

describe('segments', () => {
  it('are made of conditions; who fits is counted and shown', async () => {
    await open('/segments', 'Segments')
    await page.keyboard.press('c')
    await page.getByRole('heading', { level: 1, name: 'New segment' }).waitFor()
    await expectWellMade(page, 'segment-new')
    expect(await unreachedByTab(page)).toEqual([])
    await page.getByRole('button', { name: 'Make the segment' }).click()
    await page.getByText('Give the segment a name.').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('In trouble')
    await page.getByLabel('Add to values').fill('past_due, unpaid')
    await page.getByRole('button', { name: 'Make the segment' }).click()
    await page.getByRole('heading', { level: 1, name: 'In trouble' }).waitFor()
    const expected = (await pages.listed()).filter(({ subscription_status: status }) =>
      ['past_due', 'unpaid'].includes(status ?? ''),
    )
    expect(expected.length).toBeGreaterThan(1)
    await page.getByRole('heading', { level: 2, name: `${expected.length} customers` }).waitFor()
    await pages.expectShown(expected)
    await expectWellMade(page, 'segment')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('are edited and deleted, and their customers stay', async () => {
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Name', { exact: true }).fill('In great trouble')
    await page.getByRole('button', { name: 'Remove past_due' }).click()
    await expectWellMade(page, 'segment-edit')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { level: 1, name: 'In great trouble' }).waitFor()
    const unpaid = await pages.listed('?status=unpaid')
    await page.getByRole('heading', { level: 2, name: `${unpaid.length} customer` }).waitFor()
    await pages.expectShown(unpaid)
    await page.getByRole('button', { name: 'Delete' }).click()
    await dialog().getByRole('button', { name: 'Delete the segment' }).click()
    await page.getByRole('heading', { level: 1, name: 'Segments' }).waitFor()
    await expectWellMade(page, 'segments')
    const built = await readList<Segment>(account.billhook, '/segments')
    expect(built.map(({ built_in }) => built_in)).toEqual([true, true])
    expect(await pages.listed('?status=unpaid')).toMatchObject(unpaid.map(({ id }) => ({ id })))
  })
})

describe('the overview', () => {
  it('shows the MRR of each currency as the API counts it, in the figure, the chart and its table', async () => {
    const metrics = await read<Metrics>(account.billhook, '/metrics')
    expect(metrics.currencies.map(({ currency }) => currency).sort()).toEqual(['eur', 'jpy', 'usd'])
    for (const { currency, mrr_end } of metrics.currencies) {
      await open(`?currency=${currency}`, 'Overview')
      const revenue = page.getByRole('region', { name: 'Revenue' })
      const chart = revenue.getByRole('slider', { name: 'MRR by day' })
      const digits = currency === 'jpy' ? 0 : 2
      const amount = (mrr_end / 10 ** digits).toLocaleString('en-US', { minimumFractionDigits: digits })
      expect(await chart.getAttribute('aria-valuetext')).toMatch(`: ${amount} ${currency.toUpperCase()}`)
      await revenue.getByText(`${amount} ${currency.toUpperCase()}`, { exact: true }).waitFor()
      await revenue.getByRole('button', { name: /table/i }).click()
      const newest = revenue.getByRole('table').locator('tbody tr').first()
      expect(await newest.getByRole('cell').first().textContent()).toBe(amount)
    }
  })

  it('is well made, and Tab leads to everything in it, as charts and as a table', async () => {
    for (const [view, name] of [
      ['', 'overview-charts'],
      ['?view=table', 'overview-table'],
    ] as const) {
      await open(view, 'Overview')
      await page.getByRole('region', { name: 'Revenue' }).getByText('MRR now').waitFor()
      await expectWellMade(page, name)
      expect(await unreachedByTab(page)).toEqual([])
    }
  })
})

it('no page writes an error to the console', () => {
  expect(account.consoleErrors).toEqual([])
})
