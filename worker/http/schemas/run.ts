import { z } from '@hono/zod-openapi'
import { RUN_STATUSES, type Stopped, type Run as StoredRun } from '../../domain/automation/run.ts'
import { isoOfMs, isoOfMsOrNull } from '../../domain/times.ts'
import type { CustomerName } from '../../readmodel/customer-names.ts'
import { goal } from './automation.ts'
import { action } from './automation-action.ts'
import { isoTime, opaqueId, pageQuery } from './common.ts'
import { customerRef, presentCustomerRef } from './customer-ref.ts'
import { condition } from './segment.ts'

const stopped = z.object({
  code: z.string(),
  detail: z.string(),
  /** Where a condition did not hold: what it asked, and what was there. */
  failing_condition: condition.extend({ actual: z.unknown() }).nullable(),
})

/** One automation that fired for one customer. */
export const run = z
  .object({
    id: z.string(),
    object: z.literal('run'),
    automation: z.object({ id: z.string(), name: z.string(), version: z.int() }),
    customer: customerRef,
    trigger: z.string(),
    /** The event that set it off; null where the clock or a person did. */
    event: z.string().nullable(),
    /** What conditions and templates may ask of it. */
    data: z.record(z.string(), z.unknown()),
    status: z.enum(RUN_STATUSES),
    /** It records what it would do; steps that it took before its automation did say what they did. */
    log_only: z.boolean(),
    stopped: stopped.nullable(),
    /** What it set out to do. */
    actions: z.array(action),
    steps: z.array(z.object({ action, at: isoTime, result: z.string(), delivery: z.string().nullable() })),
    next_step_at: isoTime.nullable(),
    goal: goal
      .extend({
        until: isoTime,
        reached_at: isoTime.nullable(),
        /** Minor units, when it began and when the goal was reached. */
        mrr_before: z.int(),
        mrr_then: z.int().nullable(),
      })
      .nullable(),
    started_at: isoTime,
    ended_at: isoTime.nullable(),
  })
  .openapi('Run')
export type Run = z.infer<typeof run>

const filters = { customer: opaqueId.optional(), status: z.enum(RUN_STATUSES).optional() }

export const runsOfQuery = z.strictObject({ ...filters, ...pageQuery })
export const runQuery = z.strictObject({ automation: opaqueId.optional(), ...filters, ...pageQuery })

export function presentRun(stored: StoredRun, names: ReadonlyMap<string, CustomerName>): Run {
  const { id, automation, customerId, occurrence, status, actions, steps } = stored
  return {
    ...{ id, object: 'run', automation, customer: presentCustomerRef(customerId, names) },
    ...{ trigger: occurrence.trigger, event: occurrence.event, data: occurrence.data, status, actions },
    log_only: stored.logOnly ?? false,
    stopped: stored.stopped && presentStopped(stored.stopped),
    steps: steps.map(({ atMs, ...step }) => ({ ...step, at: isoOfMs(atMs) })),
    next_step_at: isoOfMsOrNull(stored.waitUntilMs),
    goal: stored.goal && presentGoal(stored.goal),
    started_at: isoOfMs(stored.startedAtMs),
    ended_at: isoOfMsOrNull(stored.endedAtMs),
  }
}

function presentStopped(why: Stopped): NonNullable<Run['stopped']> {
  if (why.code !== 'condition') return { ...why, failing_condition: null }
  const { field, op, value } = why.failing
  const detail = `A condition did not hold: ${field} ${op} ${JSON.stringify(value)}.`
  return { code: why.code, detail, failing_condition: why.failing }
}

function presentGoal(of: NonNullable<StoredRun['goal']>): NonNullable<Run['goal']> {
  return {
    ...{ conditions: of.conditions, within_days: of.within_days, until: isoOfMs(of.untilMs) },
    ...{ reached_at: isoOfMsOrNull(of.reachedAtMs), mrr_before: of.mrrBefore, mrr_then: of.mrrThen },
  }
}
