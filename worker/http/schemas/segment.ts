import { z } from '@hono/zod-openapi'
import { type Condition, OPS, type Segment as StoredSegment } from '../../domain/segment.ts'
import { isoOfMs } from '../../domain/times.ts'
import { isoTime, pageQuery } from './common.ts'
import { job } from './job.ts'
import { conditionInput, moment } from './segment-condition.ts'
import { lineOfText } from './text.ts'

const MAX_CONDITIONS = 20

const conditionValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string(), z.number()])),
  moment,
])

export const condition = z.object({ field: z.string(), op: z.enum(OPS), value: conditionValue })

/** All of its conditions must hold. */
export const segment = z
  .object({
    id: z.string(),
    object: z.literal('segment'),
    name: z.string(),
    /** Comes with Billhook, and cannot be changed. */
    built_in: z.boolean(),
    conditions: z.array(condition),
    /** How many customers are in it. */
    count: z.int(),
    /** Null where it is built in. */
    created_at: isoTime.nullable(),
  })
  .openapi('Segment')
export type Segment = z.infer<typeof segment>

/** `job` finds out who is in it; null where nobody has to be looked at. */
export const savedSegment = segment.extend({ job: job.nullable() }).openapi('SavedSegment')
export type SavedSegment = z.infer<typeof savedSegment>

const conditions = z.array(conditionInput).min(1).max(MAX_CONDITIONS)

export const segmentInput = z.strictObject({ name: lineOfText(60), conditions })
export const segmentPatchInput = z.strictObject({ name: lineOfText(60).optional(), conditions: conditions.optional() })

export const segmentQuery = z.strictObject(pageQuery)

/** What no two schemas type alike: a condition was checked by its field and op. */
export function conditionsOf(input: z.infer<typeof conditions>): Condition[] {
  return input as Condition[]
}

export function presentSegment(
  { id, name, conditions: all, createdAtMs }: StoredSegment,
  builtIn: boolean,
  count: number,
): Segment {
  const created_at = builtIn ? null : isoOfMs(createdAtMs)
  return { id, object: 'segment', name, built_in: builtIn, conditions: all, count, created_at }
}
