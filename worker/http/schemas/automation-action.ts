import { z } from '@hono/zod-openapi'
import { waitMs } from '../../domain/automation/automation.ts'
import { ACCESS_STATES } from '../../domain/customer.ts'
import { opaqueId } from './common.ts'
import { fieldValue, ownFieldName, tag } from './customer-input.ts'
import { breach } from './text.ts'

const HOUR_MS = 3_600_000
const MAX_DAYS = 365

const wait = z
  .strictObject({
    type: z.literal('wait'),
    days: z.int().min(0).max(MAX_DAYS).optional(),
    hours: z
      .int()
      .min(0)
      .max(MAX_DAYS * 24)
      .optional(),
  })
  .superRefine(({ days = 0, hours = 0 }, context) => {
    const ms = waitMs({ days, hours })
    if (ms >= HOUR_MS && ms <= MAX_DAYS * 24 * HOUR_MS) return
    context.addIssue(breach('wait_unfit', `A wait takes from one hour to ${MAX_DAYS} days.`))
  })

export const actionInput = z.discriminatedUnion(
  'type',
  [
    /** Without a template: the published one that is bound most closely to what happened. */
    z.strictObject({ type: z.literal('send_email'), template: opaqueId.optional() }),
    z.strictObject({ type: z.literal('add_tag'), tag }),
    z.strictObject({ type: z.literal('remove_tag'), tag }),
    z.strictObject({ type: z.literal('set_field'), key: ownFieldName, value: fieldValue }),
    z.strictObject({ type: z.literal('set_access'), state: z.enum(ACCESS_STATES) }),
    z.strictObject({ type: z.literal('webhook'), endpoint: opaqueId }),
    wait,
  ],
  { error: 'An action is one of send_email, add_tag, remove_tag, set_field, set_access, webhook and wait.' },
)

/** As it is answered: what its type does not have is left out. */
export const action = z.object({
  type: z.string(),
  template: z.string().optional(),
  tag: z.string().optional(),
  key: z.string().optional(),
  value: fieldValue.optional(),
  state: z.enum(ACCESS_STATES).optional(),
  endpoint: z.string().optional(),
  days: z.int().optional(),
  hours: z.int().optional(),
})
