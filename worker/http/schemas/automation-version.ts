import { z } from '@hono/zod-openapi'
import type { AutomationVersion as StoredVersion } from '../../domain/automation/version.ts'
import { isoOfMs } from '../../domain/times.ts'
import { automationContent } from './automation.ts'
import { isoTime } from './common.ts'

/** What an automation was after one change of it, for good. */
export const automationVersion = z
  .object({
    object: z.literal('automation_version'),
    automation: z.string(),
    version: z.int(),
    /** Its status is the one that was saved with it; Billhook may have paused it since. */
    ...automationContent,
    saved_at: isoTime,
    /** Who changed it: operator, or key: with an id. Null for what was changed before versions were kept. */
    by: z.string().nullable(),
  })
  .openapi('AutomationVersion')
export type AutomationVersion = z.infer<typeof automationVersion>

export function presentAutomationVersion({ savedAtMs, logOnly = false, ...stored }: StoredVersion): AutomationVersion {
  return { object: 'automation_version', ...stored, log_only: logOnly, saved_at: isoOfMs(savedAtMs) }
}
