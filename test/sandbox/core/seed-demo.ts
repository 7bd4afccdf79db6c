import { advanceTo } from './advance.ts'
import { demoCatalogOf } from './demo-catalog.ts'
import { Cast, STORY, STORY_DAYS } from './demo-story.ts'
import { DAY } from './period.ts'
import type { StripeSandbox } from './sandbox.ts'

/**
 * Fills a fresh sandbox with a catalog and 24 customers who have lived through the last 45 days; it ends at the
 * present second. Run it after endpoints are registered, so that they get the events. Throws when the sandbox has
 * events already: its clock could not go back to the beginning of the story.
 */
export function seedDemo(stripe: StripeSandbox): void {
  const end = stripe.now()
  const start = end - STORY_DAYS * DAY
  stripe.setTime(start)
  stripe.account.afterLastRetry = 'unpaid'
  const cast = new Cast(stripe, demoCatalogOf(stripe))
  for (const step of STORY) {
    advanceTo(stripe, start + Math.round(step.day * DAY))
    step.run(cast)
  }
  advanceTo(stripe, end)
}
