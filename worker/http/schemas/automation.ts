import { z } from '@hono/zod-openapi'
import { AUTOMATION_STATUSES, type Automation as StoredAutomation } from '../../domain/automation/automation.ts'
import { isoOfMs, isoOfMsOrNull } from '../../domain/times.ts'
import { action } from './automation-action.ts'
import { trigger } from './automation-trigger.ts'
import { isoTime } from './common.ts'
import { job } from './job.ts'
import { condition } from './segment.ts'

export const reentry = z.union([z.enum(['always', 'never']), z.object({ after_days: z.int() })])
export const goal = z.object({ conditions: z.array(condition), within_days: z.int() })

export const automationContent = {
  name: z.string(),
  status: z.enum(AUTOMATION_STATUSES),
  trigger,
  conditions: z.array(condition),
  actions: z.array(action),
  /** Whether a customer may go through it again. */
  reentry,
  goal: goal.nullable(),
  /** While it is on, its runs record what they would do, step by step, and act on nothing. */
  log_only: z.boolean(),
}

/** When its trigger happens and all its conditions hold, its actions are done one after the other. */
export const automation = z
  .object({
    id: z.string(),
    object: z.literal('automation'),
    ...automationContent,
    /** Grows with each change; runs keep to the one they began with. */
    version: z.int(),
    /** What happened before starts nothing; null while it is not on. */
    on_since: isoTime.nullable(),
    /** Why Billhook paused it; null where a person did. */
    paused_because: z.string().nullable(),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .openapi('Automation')
export type Automation = z.infer<typeof automation>

/** `job` gives everybody their reminders anew; null where none differ. */
export const savedAutomation = automation.extend({ job: job.nullable() }).openapi('SavedAutomation')
export type SavedAutomation = z.infer<typeof savedAutomation>

const count = z.int()
const sums = z.object({ mrr_before: count, mrr_then: count })

/** Counted since it was made. */
export const automationReport = z
  .object({
    object: z.literal('automation_report'),
    automation: z.string(),
    /** Those that came past the conditions at their start. */
    runs: count,
    /** Those that did not: a condition, the re-entry rule. */
    stopped: count,
    /** Mails that left; their later ends are counted beside this. */
    sent: count,
    /** Webhooks that arrived, and mails that are known to have. */
    delivered: count,
    failed: count,
    suppressed: count,
    skipped: count,
    canceled: count,
    goal_reached: count,
    goal_missed: count,
    /** Sums of MRR in minor units, when runs began and when their goal was reached or missed: what was kept or gained. */
    goal_mrr: z.object({ reached: sums, missed: sums }),
    /** Runs that only recorded, which are not counted above. */
    log_only: z.object({ runs: count, stopped: count }),
  })
  .openapi('AutomationReport')
export type AutomationReport = z.infer<typeof automationReport>

export function presentAutomation(stored: StoredAutomation): Automation {
  const { id, name, status, trigger: when, conditions, actions, reentry: again, goal: aim, version } = stored
  return {
    ...{
      id,
      object: 'automation',
      name,
      status,
      trigger: when,
      conditions,
      actions,
      reentry: again,
      goal: aim,
      version,
    },
    log_only: stored.logOnly ?? false,
    on_since: isoOfMsOrNull(stored.onSinceMs),
    paused_because: stored.pausedBecause,
    created_at: isoOfMs(stored.createdAtMs),
    updated_at: isoOfMs(stored.updatedAtMs),
  }
}
