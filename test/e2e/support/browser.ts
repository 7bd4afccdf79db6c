import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CHROMIUM_MISSING, findChromium } from '../../../scripts/chromium.ts'
import { ROOT } from '../../../scripts/wrangler.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const OUTPUT = join(ROOT, 'test/e2e/output')

/** Throws one clear line where there is no Chromium; a test that needs one never passes without. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error(CHROMIUM_MISSING)
  // Chromium refuses its sandbox to root, which is who runs CI in a container.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

/** Kept in test/e2e/output, for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true })
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: true })
}

/** What axe finds against WCAG 2.2 A and AA, as `rule: element` lines. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    interface Finding {
      id: string
      nodes: { target: unknown[]; failureSummary?: string }[]
    }
    const { axe } = globalThis as unknown as { axe: { run(options: unknown): Promise<{ violations: Finding[] }> } }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags } })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    )
  })
}

/** How many CSS pixels the page is wider than its window: more than 0 means that it scrolls sideways. */
export function sidewaysOverflowPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Texts that end behind the edge of what clips them, where nobody can scroll to them and no ellipsis says so. */
export function cutOffTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    function isCut(element: Element, right: number): boolean {
      for (let box: Element | null = element; box; box = box.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(box)
        if (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis') return false
        const edge = box.getBoundingClientRect()
        const isForReadersOnly = edge.width <= 1
        if (isForReadersOnly) return false
        if (overflowX !== 'visible' && right > edge.right + 1) return true
      }
      return right > document.documentElement.clientWidth + 1
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const cut: string[] = []
    while (texts.nextNode()) {
      const { currentNode: text } = texts
      const range = document.createRange()
      range.selectNodeContents(text)
      const { width, right } = range.getBoundingClientRect()
      if (width > 0 && text.parentElement && isCut(text.parentElement, right)) cut.push(text.textContent ?? '')
    }
    return cut
  })
}

/** Errors that a person would find in the console; called before the page is opened. */
export function collectConsoleErrors(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return errors
}
