import type { Page } from 'playwright-core'

const REACHABLE = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'

/**
 * Walks once around the page by Tab and answers what a person can use with a pointer and was not come by: links, buttons
 * and fields that are visible. Of radio buttons that belong together one is enough, as the arrows lead to the others.
 */
export async function unreachedByTab(page: Page): Promise<string[]> {
  const count = await page.evaluate((selector) => {
    const usable = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled'),
    )
    for (const element of usable) {
      const isRadio = element instanceof HTMLInputElement && element.type === 'radio'
      element.dataset.unreached = isRadio ? `radio ${element.name}` : element.outerHTML.slice(0, 160)
    }
    document.body.tabIndex = -1
    document.body.focus()
    return usable.length
  }, REACHABLE)
  for (let pressed = 0; pressed <= count; pressed += 1) {
    await page.keyboard.press('Tab')
    await page.evaluate(() => {
      const { activeElement } = document
      if (!(activeElement instanceof HTMLElement)) return
      const { unreached } = activeElement.dataset
      const isRadio = unreached?.startsWith('radio ')
      for (const element of document.querySelectorAll<HTMLElement>('[data-unreached]'))
        if (element === activeElement || (isRadio && element.dataset.unreached === unreached))
          delete element.dataset.unreached
    })
  }
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-unreached]')].map(({ dataset }) => dataset.unreached ?? ''),
  )
}
