import type { AutomationAnswer } from '../../account/automation-rpc.ts'
import type { Automation as StoredAutomation } from '../../domain/automation/automation.ts'
import { readDocument } from '../../readmodel/documents.ts'
import { readTallies } from '../../readmodel/tallies.ts'
import { ProblemError, refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { type AutomationReport, presentAutomation, type SavedAutomation } from '../schemas/automation.ts'
import { presentJob } from '../schemas/job.ts'

/** 404 where there is none. */
export async function storedAutomation(c: AppContext, id: string): Promise<StoredAutomation> {
  const stored = await readDocument<StoredAutomation>(c.env.DB, c.var.tenant, 'automation', id)
  if (!stored) throw noSuchAutomation(c)
  return stored.body
}

export function noSuchAutomation(c: AppContext): ProblemError {
  return new ProblemError('not_found', `There is no such automation in ${c.var.tenant.mode} mode.`)
}

/** The automation after a command, or the end of the request where the command was refused. */
export function automationOrRefuse(c: AppContext, answer: AutomationAnswer): SavedAutomation {
  if (answer.ok) return { ...presentAutomation(answer.automation), job: answer.job && presentJob(answer.job) }
  switch (answer.reason) {
    case 'not_found':
      throw noSuchAutomation(c)
    case 'too_many':
      throw new ProblemError('automation_limit', `There is room for ${answer.limit} automations: delete one first.`)
    case 'unknown_endpoint':
      return refuseInput(`/actions/${answer.at}/endpoint`, answer.reason, 'There is no such endpoint.')
    case 'unknown_template':
      return refuseInput(`/actions/${answer.at}/template`, answer.reason, 'There is no such template of a mail.')
    case 'unpublished_template':
      return refuseInput(
        `/actions/${answer.at}/template`,
        answer.reason,
        'This template was not published yet: publish it before the automation is on.',
      )
  }
}

const SENT = ['sent', 'delivered', 'failed', 'suppressed', 'skipped', 'canceled'] as const
const ENDS = ['reached', 'missed'] as const

/** Of the tallies that its runs left; what was never counted is 0. */
export async function reportOf(c: AppContext, id: string): Promise<AutomationReport> {
  const names = [
    ...['runs', 'logged'].flatMap((what) => [`${what}:${id}:begun`, `${what}:${id}:stopped`]),
    ...SENT.map((status) => `sent:${id}:${status}`),
    ...ENDS.flatMap((end) => [`goal:${id}:${end}`, `goal_mrr_before:${id}:${end}`, `goal_mrr_then:${id}:${end}`]),
  ]
  const counts = await readTallies(c.env.DB, c.var.tenant, names)
  const count = (what: string, as: string): number => counts.get(`${what}:${id}:${as}`) ?? 0
  const sent = (status: (typeof SENT)[number]): number => count('sent', status)
  const mrr = (end: (typeof ENDS)[number]) => ({
    mrr_before: count('goal_mrr_before', end),
    mrr_then: count('goal_mrr_then', end),
  })
  return {
    ...{ object: 'automation_report', automation: id, runs: count('runs', 'begun'), stopped: count('runs', 'stopped') },
    ...{ sent: sent('sent'), delivered: sent('delivered'), failed: sent('failed'), suppressed: sent('suppressed') },
    ...{ skipped: sent('skipped'), canceled: sent('canceled') },
    ...{ goal_reached: count('goal', 'reached'), goal_missed: count('goal', 'missed') },
    goal_mrr: { reached: mrr('reached'), missed: mrr('missed') },
    log_only: { runs: count('logged', 'begun'), stopped: count('logged', 'stopped') },
  }
}
