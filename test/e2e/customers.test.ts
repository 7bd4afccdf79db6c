import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerSummary } from '../../worker/http/schemas/customer-summary.ts'
import { customerPages } from './support/customer-pages.ts'
import { read } from './support/customers.ts'
import { expectWellMade } from './support/dashboard.ts'
import { type DemoAccount, startDemoAccount } from './support/demo-account.ts'
import { unreachedByTab } from './support/keyboard.ts'

/** Of live mode; test mode has the people of the demo. */
const MANY = 2_000
/** A list up to this long is in the page whole. */
const WHOLE_ROWS = 200

let account: DemoAccount
let page: Page
let pages: ReturnType<typeof customerPages>

beforeAll(async () => {
  account = await startDemoAccount({ live: MANY })
  page = account.page
  pages = customerPages(account)
})

afterAll(() => account?.browser.close())

const summary = () => read<CustomerSummary>(account.billhook, '/customers/summary')
const dialog = () => page.getByRole('dialog')
const searchParam = (name: string) => new URL(page.url()).searchParams.get(name)

describe('the list of customers', () => {
  it('counts each stage as the API does, in the order of the settings', async () => {
    await pages.openList()
    const { total, by_stage } = await summary()
    const cells = await page.getByRole('list', { name: 'Stages' }).getByRole('button').allInnerTexts()
    const shown = cells.map((cell) => cell.split('\n'))
    expect(shown.map(([name]) => name)).toEqual(['All', 'trial', 'customer', 'churned', 'No stage'])
    const counts = [['All', total], ...by_stage.map(({ stage, count }) => [stage ?? 'No stage', count])]
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(counts.map(([name, count]) => [name, String(count)])))
    await pages.expectShown(await pages.listed())
  })

  it('is well made, and Tab leads to everything in it', async () => {
    await expectWellMade(page, 'customers-list')
    expect(await unreachedByTab(page)).toEqual([])
  })

  it('shows one stage on a click, says so in the address and as a chip, and keeps it over a reload', async () => {
    await pages.openList()
    await page.getByRole('button', { name: /^churned/ }).click()
    const churned = await pages.listed('?stage=churned')
    expect(churned.length).toBeGreaterThan(0)
    await pages.expectShown(churned)
    expect(searchParam('stage')).toBe('churned')
    await page.reload()
    await pages.expectShown(churned)
    await page.getByRole('button', { name: 'Remove filter Stage: churned' }).click()
    await pages.expectShown(await pages.listed())
    expect(searchParam('stage')).toBeNull()
  })

  it('finds somebody by e-mail address while it is typed', async () => {
    await pages.openList()
    await page.keyboard.press('/')
    await page.keyboard.type('frank@exa')
    await pages.expectShown([await pages.named('Frank Fuentes')])
    expect(searchParam('q')).toBe('frank@exa')
  })

  it('sorts by MRR, the greatest first, then the smallest, then as before', async () => {
    await pages.openList()
    for (const [query, order] of [
      ['?sort=-mrr', 'descending'],
      ['?sort=mrr', 'ascending'],
      ['', null],
    ] as const) {
      await page.getByRole('button', { name: 'MRR' }).click()
      await pages.expectShown(await pages.listed(query))
      expect(await page.getByRole('columnheader', { name: 'MRR' }).getAttribute('aria-sort')).toBe(order)
    }
  })

  it('gives exactly the filtered rows as a CSV, with the columns that are shown', async () => {
    await pages.openList('?stage=customer&sort=-mrr')
    const expected = await pages.listed('?stage=customer&sort=-mrr')
    await pages.expectShown(expected)
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    const file = await downloading
    expect(file.suggestedFilename()).toMatch(/^customers-test-\d{4}-\d{2}-\d{2}\.csv$/)
    const [header, ...rows] = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(header?.split(',').slice(0, 5)).toEqual(['id', 'name', 'email', 'stage', 'access'])
    expect(rows.map((row) => row.split(',')[0])).toEqual(expected.map(({ id }) => id))
  })

  it('refuses a new customer with the Stripe id of another at that field, and makes nobody', async () => {
    const { total } = await summary()
    const { external_id } = await pages.named('Frank Fuentes')
    await pages.openList()
    await page.keyboard.press('c')
    await page.keyboard.type('Frank the Second')
    expect(await dialog().getByLabel('Name').inputValue()).toBe('Frank the Second')
    await dialog()
      .getByLabel('Stripe customer')
      .fill(external_id ?? '')
    await page.keyboard.press('Enter')
    await dialog()
      .getByText(/has it: choose another, or merge the two/)
      .waitFor()
    expect(await dialog().getByLabel('Stripe customer').getAttribute('aria-invalid')).toBe('true')
    await expectWellMade(page, 'customers-new')
    expect(await summary()).toMatchObject({ total })
    expect(account.consoleErrors.splice(0)).toEqual([expect.stringMatching(/status of 409/)])
  })
})

describe('by keyboard alone', () => {
  it('j, k and Enter open somebody, the tabs and dialogs open, and u leads back to the same row', async () => {
    await pages.openList('?sort=-mrr')
    const sorted = await pages.listed('?sort=-mrr')
    await pages.expectShown(sorted)
    const [first, second] = sorted
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.row)
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key)
    expect(await focused()).toBe(first?.id)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: first?.name ?? '' }).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 1, name: second?.name ?? '' }).waitFor()
    await page.getByRole('link', { name: 'Timeline', exact: true }).press('Enter')
    await page.getByRole('region', { name: 'Timeline' }).waitFor()
    await page.keyboard.press('e')
    expect(await dialog().getByLabel('Name').inputValue()).toBe(second?.name)
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await page.keyboard.press('u')
    await expect.poll(focused).toBe(second?.id)
    expect(searchParam('sort')).toBe('-mrr')
  })
})

describe('a list of 2,000 customers', () => {
  it('leads to its end, and never has all of them in the page', async () => {
    await page.goto(`${account.billhook.url}/live/customers`)
    await page.getByText(/customers loaded/).waitFor()
    let most = 0
    const reachesTheEnd = async () => {
      await page.keyboard.press('End')
      most = Math.max(most, (await pages.shownIds()).length)
      return page.locator(`tr[aria-rowindex="${MANY + 1}"]`).isVisible()
    }
    await expect.poll(reachesTheEnd, { timeout: 60_000 }).toBe(true)
    await page.getByText('2,000 customers loaded, that is all').waitFor()
    expect(most).toBeLessThanOrEqual(WHOLE_ROWS)
    expect((await pages.shownIds()).length).toBeLessThan(60)
  })
})

it('no page writes an error to the console', () => {
  expect(account.consoleErrors).toEqual([])
})

it('a page whose code cannot be loaded while nothing answers opens once something does, and the app stays meanwhile', async () => {
  await pages.openList()
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Catalog' }).first().click()
  await page.getByText('Billhook does not answer').waitFor()
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  await page.context().setOffline(false)
  await page.getByRole('heading', { level: 1, name: 'Catalog' }).waitFor()
})
