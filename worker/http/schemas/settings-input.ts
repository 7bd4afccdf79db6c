import { z } from '@hono/zod-openapi'
import { opaqueId } from './common.ts'
import { mail } from './mail-settings.ts'
import { packageList } from './packages.ts'
import {
  KIND,
  MRR_CHURN_AT,
  MRR_DISCOUNTS,
  MRR_METERED,
  MRR_PAUSE,
  ON_DISPUTE,
  ON_END,
  ON_FULL_REFUND,
  ON_PAUSE,
} from './settings.ts'
import { stageRules } from './stage-rules.ts'
import { breach, lineOfText, refuseRepeats } from './text.ts'

const MAX_MAPPED = 2_000
const MAX_PRODUCTS = 500
const MAX_RENEWALS = 10

const identity = z.strictObject({
  kind: KIND.optional(),
  // Stripe allows no more, and no square brackets.
  metadata_key: lineOfText(40)
    .regex(/^[^[\]]*$/, 'Stripe’s metadata keys have no square brackets')
    .nullable()
    .optional(),
  create_unknown: z.boolean().optional(),
})

const access = z.strictObject({
  grace_days: z.int().min(0).max(365).optional(),
  on_end: ON_END.optional(),
  on_pause: ON_PAUSE.optional(),
  on_full_refund: ON_FULL_REFUND.optional(),
  on_dispute: ON_DISPUTE.optional(),
})

const mrr = z.strictObject({
  discounts: MRR_DISCOUNTS.optional(),
  churn_at: MRR_CHURN_AT.optional(),
  pause: MRR_PAUSE.optional(),
  metered: MRR_METERED.optional(),
})

const priceMapping = z.record(opaqueId, packageList.min(1)).superRefine((mapping, context) => {
  if (Object.keys(mapping).length > MAX_MAPPED) {
    context.addIssue(breach('too_many_entries', `At most ${MAX_MAPPED} prices and products can be mapped.`))
  }
})

const retention = z.strictObject({
  payload_days: z.int().min(1).max(365).optional(),
  event_days: z.int().min(30).max(3650).optional(),
})

/** What is left out stays; sections merge, lists and the mapping are replaced whole. */
export const settingsPatchInput = z.strictObject({
  identity: identity.optional(),
  stages: stageRules.optional(),
  access: access.optional(),
  mrr: mrr.optional(),
  price_mapping: priceMapping.optional(),
  /** Null: all. An empty list would leave out every customer. */
  products_included: z.array(opaqueId).min(1).max(MAX_PRODUCTS).superRefine(refuseRepeats).nullable().optional(),
  renewal_days: z.array(z.int().min(1).max(365)).max(MAX_RENEWALS).superRefine(refuseRepeats).optional(),
  trial_ending_days: z.int().min(0).max(90).optional(),
  retention: retention.optional(),
  mail: mail.optional(),
})
export type SettingsPatchInput = z.infer<typeof settingsPatchInput>

export const settingsPreviewInput = z.strictObject({
  settings: settingsPatchInput,
  /** `next` of the answer before. */
  after: z.string().min(1).max(1_000).optional(),
})
