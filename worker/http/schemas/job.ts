import { z } from '@hono/zod-openapi'
import { JOB_KINDS, JOB_STATUSES, type JobRecord, LISTED } from '../../domain/job.ts'
import { isoOfMs } from '../../domain/times.ts'
import { isoTime } from './common.ts'

const counts = z.partialRecord(z.enum(LISTED), z.int())

/** Work that reads a Stripe account page by page. It goes on where it stopped, whatever happens to the machine. */
export const job = z
  .object({
    id: z.string(),
    object: z.literal('job'),
    kind: z.enum(JOB_KINDS),
    status: z.enum(JOB_STATUSES),
    /** The list that is read now; several may be, then the first of them. */
    resource: z.enum(LISTED).nullable(),
    /** Objects that Stripe listed so far. */
    done: counts,
    /** How many there are by Stripe's own search, where it tells; not exact above 10,000. */
    total: counts,
    /** How many of them Billhook holds, counted when the job ended. */
    held: counts.nullable(),
    skipped: z.array(
      z.object({
        resource: z.enum(LISTED),
        reason: z.string(),
        count: z.int(),
        examples: z.array(z.string()),
        detail: z.string(),
      }),
    ),
    /** Requests made to Stripe, and how many of them were for pages of lists. */
    requests: z.int(),
    pages: z.int(),
    /** Events that no webhook had brought. */
    found: z.int(),
    error: z.string().nullable(),
    created_at: isoTime,
    updated_at: isoTime,
    finished_at: isoTime.nullable(),
  })
  .openapi('Job')
export type Job = z.infer<typeof job>

export function presentJob(record: JobRecord): Job {
  const { createdAtMs, updatedAtMs, finishedAtMs, ...rest } = record
  return {
    ...rest,
    object: 'job',
    created_at: isoOfMs(createdAtMs),
    updated_at: isoOfMs(updatedAtMs),
    finished_at: finishedAtMs === null ? null : isoOfMs(finishedAtMs),
  }
}
