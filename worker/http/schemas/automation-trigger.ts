import { z } from '@hono/zod-openapi'
import { TRIGGER_TYPES, type TriggerType } from '../../domain/automation/automation.ts'
import { ACCESS_STATES } from '../../domain/customer.ts'
import { opaqueId } from './common.ts'
import { breach } from './text.ts'

const STRIPE_TYPE = /^stripe:[a-z0-9_]+(\.[a-z0-9_[\].]+)?$/
/** Filters that mean something to these triggers alone; of a product or price any may be. */
const FITS: Record<'days' | 'segment' | 'stage' | 'access', readonly TriggerType[]> = {
  days: ['subscription.renewing', 'subscription.trial_ending'],
  segment: ['segment.entered', 'segment.left'],
  stage: ['stage.changed'],
  access: ['access.changed'],
}

/** One of Billhook's own, or any type of Stripe's events as `stripe:<type>`. */
export const triggerType = z
  .string()
  .max(255)
  .superRefine((type, context) => {
    if (isTriggerType(type)) return
    const message = `There is no such trigger: there are ${TRIGGER_TYPES.join(', ')} and stripe:<type of a Stripe event>.`
    context.addIssue(breach('unknown_trigger', message))
  })
  .openapi({ example: 'payment.failed' })

export function isTriggerType(type: string): type is TriggerType {
  return (TRIGGER_TYPES as readonly string[]).includes(type) || STRIPE_TYPE.test(type)
}

const filters = {
  product: opaqueId.optional(),
  price: opaqueId.optional(),
  days: z.int().min(1).max(365).optional(),
  segment: opaqueId.optional(),
  stage: z.string().min(1).max(60).optional(),
  access: z.enum(ACCESS_STATES).optional(),
}

export const trigger = z.object({ type: z.string(), ...filters })

export const triggerInput = z.strictObject({ type: triggerType, ...filters }).superRefine((input, context) => {
  for (const [filter, types] of Object.entries(FITS)) {
    if (input[filter as keyof typeof FITS] === undefined || (types as string[]).includes(input.type)) continue
    context.addIssue(breach('filter_unfit', `This restricts ${types.join(' and ')} only.`, [filter]))
  }
})
