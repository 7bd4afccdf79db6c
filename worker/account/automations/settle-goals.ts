import { checkGoals, mrrOf, type OpenGoal } from '../../domain/automation/goal.ts'
import type { StoredCustomer } from '../../domain/customer.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { Bench } from '../customers/derive.ts'
import { readRun, writeRun } from './runs.ts'

/** Notes with their runs which goals the customer has reached or missed by now; answers those that are open. */
export function settleGoals(bench: Bench, record: CustomerRecord, state: StoredCustomer): OpenGoal[] {
  if (!record.goals || record.goals.length === 0) return []
  const { reached, missed, open } = checkGoals(record.goals, state, bench.nowMs)
  for (const goal of reached) settleGoal(bench, goal, 'reached', mrrOf(state))
  for (const goal of missed) settleGoal(bench, goal, 'missed', mrrOf(state))
  return open
}

function settleGoal({ ws, nowMs }: Bench, { run: key }: OpenGoal, as: 'reached' | 'missed', mrr: number): void {
  const run = readRun(ws.sql, key)?.run
  if (!run?.goal || run.goal.mrrThen !== null) return
  const reachedAtMs = as === 'reached' ? nowMs : null
  writeRun(ws.sql, key, { ...run, goal: { ...run.goal, reachedAtMs, mrrThen: mrr } })
  ws.acts.touchRun(key)
  const { id } = run.automation
  ws.tally(`goal:${id}:${as}`, 1)
  // The sums say what was kept or gained, of those who reached it and of those who did not.
  ws.tally(`goal_mrr_before:${id}:${as}`, run.goal.mrrBefore)
  ws.tally(`goal_mrr_then:${id}:${as}`, mrr)
}
