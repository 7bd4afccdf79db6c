import { numberedId } from '../../auth/numbered-id.ts'
import type { Automation } from '../../domain/automation/automation.ts'
import { firstFailing } from '../../domain/automation/conditions.ts'
import { mrrOf } from '../../domain/automation/goal.ts'
import { isStartedBy } from '../../domain/automation/match.ts'
import { MAX_DEPTH } from '../../domain/automation/occurrence.ts'
import { ranKey, tooSoon } from '../../domain/automation/reentry.ts'
import { ended, newRun, type Run, runKey, type Stopped } from '../../domain/automation/run.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { Bench } from '../customers/derive.ts'
import { living } from '../customers/living.ts'
import type { Heard } from './acts.ts'
import { factsOf } from './facts.ts'
import { goOn } from './go-on.ts'
import { hasRun, insertRun } from './runs.ts'
import { settleGoals } from './settle-goals.ts'

/**
 * Starts what the things that happened start, and what those start in turn. Each run begins once, whatever comes again;
 * what a run does at once commits with the input that it came from. Answers the ids of the runs.
 */
export function workOff(bench: Bench): string[] {
  const started: string[] = []
  for (let heard = bench.ws.acts.takeHeard(); heard.length > 0; heard = bench.ws.acts.takeHeard())
    for (const one of heard) started.push(...startRuns(bench, one))
  return started
}

function startRuns(bench: Bench, heard: Heard): string[] {
  const { rules, ws } = bench
  const defaults = { renewing: rules.settings.renewal_days, trialEnding: [rules.settings.trial_ending_days] }
  return ws.acts
    .automations()
    .filter((automation) => isStartedBy(automation, heard.occurrence, defaults))
    .flatMap((automation) => startRun(bench, automation, heard) ?? [])
}

/** Written once, when it ends or waits. Answers its id; null where it has begun before. */
function startRun(bench: Bench, automation: Automation, { customerId, occurrence, depth }: Heard): string | null {
  const { ws, nowMs } = bench
  const key = `${runKey(automation.id, occurrence)}${ws.acts.keySuffix}`
  const record = living(bench, customerId)
  if (!record?.state || record.erased || hasRun(ws.sql, key)) return null
  const mrr = mrrOf(record.state)
  const number = ws.acts.nextRunNumber()
  const run = newRun({
    ...{ id: numberedId('run', number), number, automation, customerId: record.id, occurrence },
    ...{ depth, mrr, nowMs },
  })
  const stopped = stoppedAtStart(bench, automation, record, run)
  insertRun(ws.sql, key, stopped ? ended(run, 'stopped', stopped, nowMs) : goOn(bench, key, run))
  // Only now: the goal that an action reaches is noted with a run that is there.
  if (!stopped) note(bench, automation, run, key)
  ws.acts.touchRun(key)
  ws.acts.started.push(key)
  ws.tally(`${automation.logOnly ? 'logged' : 'runs'}:${automation.id}:${stopped ? 'stopped' : 'begun'}`, 1)
  return run.id
}

/** What its customer went through and is to reach, which it may have reached. Its row is written with the input anyway. */
function note(bench: Bench, automation: Automation, run: Run, key: string): void {
  const { ws } = bench
  const record = living(bench, run.customerId)
  if (!record?.state || (automation.reentry === 'always' && !run.goal)) return
  const ran = automation.reentry === 'always' ? record.ran : { ...record.ran, [ranKey(automation)]: run.startedAtMs }
  const noted = { ...record, ...(ran && { ran }) }
  if (!run.goal) {
    ws.putCustomer(noted, false)
    return
  }
  const { conditions, untilMs } = run.goal
  const goals = [...(record.goals ?? []), { run: key, conditions, untilMs }]
  const dueAtMs = Math.min(record.dueAtMs ?? untilMs, untilMs)
  ws.putCustomer({ ...noted, goals: settleGoals(bench, { ...noted, goals }, record.state), dueAtMs }, false)
}

function stoppedAtStart(bench: Bench, automation: Automation, record: CustomerRecord, run: Run): Stopped | null {
  if (run.depth > MAX_DEPTH)
    return { code: 'too_deep', detail: `Automations started one another more than ${MAX_DEPTH} times in a row.` }
  const again = tooSoon(automation, record.ran, bench.nowMs)
  if (again) return again
  const failing = firstFailing(automation.conditions, factsOf(bench, record, run.occurrence))
  return failing && { code: 'condition', failing }
}
