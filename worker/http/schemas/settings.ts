import { z } from '@hono/zod-openapi'
import { MODES } from '../../domain/ids.ts'
import type { AccountSettings } from '../../domain/settings.ts'
import { job } from './job.ts'

/** The first of each is the default. */
export const ON_END = z.enum(['expire', 'freeze'])
export const ON_PAUSE = z.enum(['freeze', 'suspend', 'keep'])
export const ON_FULL_REFUND = z.enum(['keep', 'suspend', 'expire'])
export const ON_DISPUTE = z.enum(['keep', 'suspend'])
export const MRR_DISCOUNTS = z.enum(['forever_only', 'all_active', 'none'])
export const MRR_CHURN_AT = z.enum(['period_end', 'request'])
export const MRR_PAUSE = z.enum(['exclude', 'keep'])
export const MRR_METERED = z.enum(['exclude', 'last_period'])
export const KIND = z.enum(['user', 'account'])

/** Settings of one account in one mode. */
export const settings = z
  .object({
    object: z.literal('settings'),
    mode: z.enum(MODES),
    identity: z.object({
      /** What a Stripe customer is to this account. */
      kind: KIND,
      /** The key of Stripe metadata that holds the account's own id. */
      metadata_key: z.string().nullable(),
      create_unknown: z.boolean(),
    }),
    /** The first rule that names a customer's status decides; `paused.<reason>` names one reason of a pause. */
    stages: z.array(z.object({ name: z.string(), statuses: z.array(z.string()) })),
    access: z.object({
      grace_days: z.int(),
      on_end: ON_END,
      on_pause: ON_PAUSE,
      on_full_refund: ON_FULL_REFUND,
      on_dispute: ON_DISPUTE,
    }),
    mrr: z.object({ discounts: MRR_DISCOUNTS, churn_at: MRR_CHURN_AT, pause: MRR_PAUSE, metered: MRR_METERED }),
    /** Price or product id → packages. */
    price_mapping: z.record(z.string(), z.array(z.string())),
    /** Only these products concern the account; null: all. */
    products_included: z.array(z.string()).nullable(),
    renewal_days: z.array(z.int()),
    trial_ending_days: z.int(),
    retention: z.object({ payload_days: z.int(), event_days: z.int() }),
    mail: z.object({
      from: z.string().nullable(),
      reply_to: z.string().nullable(),
      postal_address: z.string().nullable(),
      /** Where customers see to their payment; in mails `links.billing_portal` and `links.update_payment`. */
      portal_url: z.string().nullable(),
      allowed_test_recipients: z.array(z.string()),
      /** Who is mailed what the owner of the account should know; see `GET /notices`. */
      notices_to: z.array(z.string()),
      /** Days between two marketing mails to one customer; 0: as many as there are. */
      frequency_cap_days: z.int(),
      /** Hours of the day in which no marketing mail leaves: from `from` to before `to`. Null: none. */
      quiet_hours: z.object({ from: z.int(), to: z.int(), time_zone: z.string() }).nullable(),
    }),
  })
  .openapi('Settings')
export type Settings = z.infer<typeof settings>

/** `job` recomputes customers; null where nothing that they are derived from has changed. */
export const changedSettings = settings.extend({ job: job.nullable() }).openapi('ChangedSettings')

const PREVIEWED = z.enum(['any', 'stage', 'access', 'packages', 'mrr', 'segments'])

/** What a change of settings would do, for some of the customers; `next` goes into `after` to look at more. */
export const settingsPreview = z
  .object({
    object: z.literal('settings_preview'),
    examined: z.int(),
    total: z.int(),
    changed: z.record(PREVIEWED, z.int()),
    examples: z.array(
      z.object({
        customer: z.object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable() }),
        changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
      }),
    ),
    next: z.string().nullable(),
  })
  .openapi('SettingsPreview')

export function presentSettings(mode: Settings['mode'], stored: AccountSettings): Settings {
  return { object: 'settings', mode, ...stored }
}
