import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { StartedBillhook } from './billhook.ts'
import { accessibilityProblems, cutOffTexts, keepScreenshot, sidewaysOverflowPx } from './browser.ts'

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 740 }

/** A window of a browser of one's own, signed in by a link of the operator. */
export async function signIn(browser: Browser, billhook: StartedBillhook): Promise<Page> {
  const page = await browser.newPage({ viewport: DESKTOP, colorScheme: 'light' })
  page.setDefaultTimeout(45_000)
  const link = await billhook.api.post<{ url: string }>('/api/v1/operator/links', {})
  await page.goto(link.url)
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  return page
}

/** Looks at the page as it is in both themes and at 360 px: axe finds nothing, and it neither scrolls sideways nor cuts a text off. */
export async function expectWellMade(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await keepScreenshot(page, `${name}-${colorScheme}`)
    expect(await accessibilityProblems(page)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(PHONE)
  await keepScreenshot(page, `${name}-360`)
  const overflowPx = await sidewaysOverflowPx(page)
  const cutOff = await cutOffTexts(page)
  const problems = await accessibilityProblems(page)
  await page.setViewportSize(DESKTOP)
  expect({ overflowPx, cutOff, problems }).toEqual({ overflowPx: 0, cutOff: [], problems: [] })
}

/** The status at the head of the connection's card. */
export function cardStatus(page: Page, status: string) {
  return page.getByRole('region', { name: 'Stripe', exact: true }).getByText(status, { exact: true })
}
