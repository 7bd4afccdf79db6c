import { type Action, type Automation, waitMs } from '../../domain/automation/automation.ts'
import { EVENT_PREFIX, firstFailing } from '../../domain/automation/conditions.ts'
import { ended, type Run, type Stopped } from '../../domain/automation/run.ts'
import type { Bench } from '../customers/derive.ts'
import { living } from '../customers/living.ts'
import { schedule } from '../schedule.ts'
import { type Acted, act } from './act.ts'
import { readDocument } from './documents.ts'
import { factsOf } from './facts.ts'
import { readRun, writeRun } from './runs.ts'

/** Keys of the schedule that are runs which wait. */
export const RUN = 'run:'

const GONE: Stopped = { code: 'customer_gone', detail: 'The customer is gone.' }

/** Goes through the run's actions until it ends or waits. No await: what they do commits together. */
export function goOn(bench: Bench, key: string, from: Run): Run {
  const { ws, nowMs } = bench
  let run = from
  for (;;) {
    const action = run.actions[run.step]
    if (!action) return ended(run, 'done', null, nowMs)
    if (action.type === 'wait') {
      const untilMs = nowMs + waitMs(action)
      schedule(ws.sql, `${RUN}${key}`, 0, untilMs)
      const result = `Waits until ${new Date(untilMs).toISOString().slice(0, 16).replace('T', ' ')} UTC.`
      return { ...after(run, action, { result, delivery: null }, nowMs), waitUntilMs: untilMs }
    }
    const record = living(bench, run.customerId)
    const acted: Acted = record ? act(bench, run, record, action) : { stopped: GONE }
    if ('stopped' in acted) return ended(run, 'stopped', acted.stopped, nowMs)
    run = after(run, action, acted, nowMs)
  }
}

function after(run: Run, action: Action, did: { result: string; delivery: string | null }, atMs: number): Run {
  return { ...run, step: run.step + 1, steps: [...run.steps, { action, atMs, ...did }] }
}

/**
 * A wait is over. What it waited for may have changed meanwhile, so conditions are asked again. Where the automation only
 * records by now the run does so from here on; one that began so never acts, whatever the automation does by now.
 */
export function wakeRun(bench: Bench, key: string): void {
  const { ws } = bench
  const run = readRun(ws.sql, key)?.run
  if (run?.status !== 'waiting') return
  const next = woken(bench, key, run)
  // What it did may have settled its goal, which stands with the run by now.
  writeRun(ws.sql, key, { ...next, goal: readRun(ws.sql, key)?.run.goal ?? null })
  ws.acts.touchRun(key)
}

function woken(bench: Bench, key: string, run: Run): Run {
  const { ws, nowMs } = bench
  const automation = readDocument<Automation>(ws.sql, 'automation', run.automation.id)
  if (automation?.status !== 'on')
    return ended(run, 'canceled', { code: 'automation_off', detail: 'The automation was not on any more.' }, nowMs)
  const record = living(bench, run.customerId)
  if (!record?.state || record.erased) return ended(run, 'canceled', GONE, nowMs)
  // What happened is as it was, and held; its payload may be gone by now.
  const conditions = run.conditions.filter(({ field }) => !field.startsWith(EVENT_PREFIX))
  const failing = firstFailing(conditions, factsOf(bench, record, run.occurrence))
  if (failing) return ended(run, 'stopped', { code: 'condition', failing }, nowMs)
  return goOn(bench, key, { ...run, waitUntilMs: null, ...(automation.logOnly && { logOnly: true }) })
}
