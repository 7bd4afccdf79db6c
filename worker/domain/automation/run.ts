import type { Condition } from '../segment.ts'
import type { Action, Automation, Goal } from './automation.ts'
import type { Occurrence } from './occurrence.ts'

export const RUN_STATUSES = ['waiting', 'done', 'stopped', 'failed', 'canceled'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** One automation that fired for one customer. Times are ms. */
export interface Run {
  id: string
  /** Order of beginning within the tenant. */
  number: number
  automation: { id: string; name: string; version: number }
  customerId: string
  occurrence: Occurrence
  status: RunStatus
  /** Why it ended as it did; null where it is done or waits. */
  stopped: Stopped | null
  actions: Action[]
  conditions: Condition[]
  /** The action that comes next. */
  step: number
  waitUntilMs: number | null
  steps: StepResult[]
  /** How many runs stand between it and what happened outside. */
  depth: number
  /** It records what it would do. Left out: it acts. A step says which of both it did. */
  logOnly?: boolean
  goal: (Goal & GoalState) | null
  startedAtMs: number
  endedAtMs: number | null
}

export interface GoalState {
  untilMs: number
  /** Minor units of the greatest currency, when the run began and when the goal was reached. */
  mrrBefore: number
  reachedAtMs: number | null
  mrrThen: number | null
}

/** A condition that did not hold is no failure. */
export type Stopped =
  | { code: 'condition'; failing: FailingCondition }
  | {
      code: 'reentry' | 'too_deep' | 'automation_off' | 'customer_gone' | 'no_template' | 'no_endpoint'
      detail: string
    }

export interface FailingCondition extends Condition {
  actual: unknown
}

export interface StepResult {
  action: Action
  atMs: number
  /** What it did, in a sentence. */
  result: string
  delivery: string | null
}

/** Automation and cause: a run of the same key never begins twice. */
export function runKey(automationId: string, { cause }: Pick<Occurrence, 'cause'>): string {
  return `${automationId} ${cause}`
}

export function newRun(of: {
  id: string
  number: number
  automation: Automation
  customerId: string
  occurrence: Occurrence
  depth: number
  mrr: number
  nowMs: number
}): Run {
  const { automation, nowMs } = of
  return {
    id: of.id,
    number: of.number,
    automation: { id: automation.id, name: automation.name, version: automation.version },
    customerId: of.customerId,
    occurrence: of.occurrence,
    status: 'waiting',
    stopped: null,
    actions: automation.actions,
    conditions: automation.conditions,
    step: 0,
    waitUntilMs: null,
    steps: [],
    depth: of.depth,
    ...(automation.logOnly && { logOnly: true }),
    goal: automation.logOnly ? null : openGoal(automation.goal, of),
    startedAtMs: nowMs,
    endedAtMs: null,
  }
}

function openGoal(goal: Goal | null, { mrr, nowMs }: { mrr: number; nowMs: number }): Run['goal'] {
  const untilMs = nowMs + (goal?.within_days ?? 0) * 86_400_000
  return goal && { ...goal, untilMs, mrrBefore: mrr, reachedAtMs: null, mrrThen: null }
}

export function ended(run: Run, status: Exclude<RunStatus, 'waiting'>, stopped: Stopped | null, nowMs: number): Run {
  return { ...run, status, stopped, waitUntilMs: null, endedAtMs: nowMs }
}
