import { z } from '@hono/zod-openapi'
import { issueWords } from '../issue-words.ts'

// Workers and the dashboard's CSP forbid the code generation that zod tries by default.
z.config({ jitless: true, customError: issueWords })

/** ISO-8601 in UTC, whole seconds: `2026-11-21T19:00:00Z`. */
export const isoTime = z.iso.datetime({ precision: 0 }).openapi({ example: '2026-11-21T19:00:00Z' })

/** Accepts any absolute ISO-8601 time in a query. */
export const absoluteTime = z.iso.datetime({ offset: true })

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string(),
          code: z.string(),
          message: z.string(),
          line: z.int().optional(),
          column: z.int().optional(),
        }),
      )
      .optional(),
    request_id: z.string(),
  })
  .openapi('Problem')
export type Problem = z.infer<typeof problem>

/** The shape of every list. `next_cursor` goes into `after`. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    object: z.literal('list'),
    data: z.array(item),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  })
}

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().min(1).max(1000).optional().describe('next_cursor of the page before'),
}

export const pageOnly = z.strictObject(pageQuery)

/** For routes without query parameters: any is refused. */
export const noQuery = z.strictObject({})

/** Ids in paths and filters are opaque; Stripe's have at most 255 characters. */
export const opaqueId = z.string().min(1).max(255)

export const idParam = z.object({ id: z.string() })
