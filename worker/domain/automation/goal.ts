import type { StoredCustomer } from '../customer.ts'
import type { Condition } from '../segment.ts'
import { matches } from '../segment-match.ts'

/** A goal that a run set for its customer, kept beside the customer until it is reached or its time is over. */
export interface OpenGoal {
  /** Key of the run. */
  run: string
  conditions: Condition[]
  untilMs: number
}

/** What became of each goal by now: reached, missed, or still open. */
export function checkGoals(
  goals: readonly OpenGoal[],
  customer: StoredCustomer,
  nowMs: number,
): Record<'reached' | 'missed' | 'open', OpenGoal[]> {
  const reached = goals.filter(({ conditions, untilMs }) => untilMs > nowMs && matches(conditions, customer, nowMs))
  const missed = goals.filter(({ untilMs }) => untilMs <= nowMs)
  return { reached, missed, open: goals.filter((goal) => !reached.includes(goal) && !missed.includes(goal)) }
}

/** Minor units of the greatest of its currencies. */
export function mrrOf({ mrr }: StoredCustomer): number {
  return Math.max(0, ...mrr.map(({ amount }) => amount))
}
