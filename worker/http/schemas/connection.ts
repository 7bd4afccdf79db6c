import { z } from '@hono/zod-openapi'
import { CONDITION_CODES } from '../../domain/health.ts'
import { MODES } from '../../domain/ids.ts'
import { isoTime } from './common.ts'
import { job } from './job.ts'

export const CONNECTION_STATUSES = [
  'not_connected',
  'connecting',
  'importing',
  'connected',
  'degraded',
  'disconnected',
] as const
export const CONNECTION_KINDS = ['restricted_key', 'app_oauth', 'connect_oauth', 'webhook_only'] as const

/** Why a connection is degraded or disconnected; the cause in a sentence and the one thing to do about it. */
export const condition = z
  .object({
    code: z.enum(CONDITION_CODES),
    since: isoTime,
    /** What is the matter, for a person. */
    cause: z.string(),
    action: z.object({
      /** `repair`, `catch_up` and `import` post /connection/repair, …/catch-up and …/import; `open_stripe` follows `url`. */
      type: z.enum(['reconnect', 'repair', 'add_secret', 'catch_up', 'import', 'open_stripe']),
      label: z.string(),
      url: z.string().nullable(),
    }),
  })
  .openapi('ConnectionCondition')
export type Condition = z.infer<typeof condition>

const catalogCounts = z.object({ products: z.int(), prices: z.int(), coupons: z.int() })

export const connection = z
  .object({
    object: z.literal('connection'),
    id: z.string(),
    mode: z.enum(MODES),
    status: z.enum(CONNECTION_STATUSES),
    /** One sentence: why it is in this status and what to do; null when there is nothing to say. */
    reason: z.string().nullable(),
    kind: z.enum(CONNECTION_KINDS).nullable(),
    stripe_account: z
      .object({ id: z.string(), name: z.string().nullable(), country: z.string().nullable() })
      .nullable(),
    api_version: z.string().nullable(),
    webhook: z
      .object({
        endpoint_id: z.string().nullable(),
        url: z.string(),
        status: z.string(),
        missing_event_types: z.array(z.string()),
      })
      .nullable(),
    last_event: z.object({ id: z.string(), type: z.string(), created: isoTime, received_at: isoTime }).nullable(),
    last_catch_up_at: isoTime.nullable(),
    last_catalog_sync_at: isoTime.nullable(),
    /** The last import or resync. */
    import: job.nullable(),
    /** Objects of the catalog by Stripe's own list and here, at the last catalog sync or import; equal means none was skipped. */
    catalog: z.object({ at: isoTime, stripe: catalogCounts, billhook: catalogCounts }).nullable(),
    /** What is wrong now, the worst first. */
    conditions: z.array(condition),
    /** The last four characters of the restricted key. */
    key_last4: z.string().nullable(),
    /** What OAuth granted. */
    scope: z.string().nullable(),
    connected_at: isoTime.nullable(),
    /** When endpoint and permissions were last looked at in Stripe. */
    checked_at: isoTime.nullable(),
    /** How far back an import reads invoices, charges and disputes. */
    import_months: z.int(),
    rejected_requests_24h: z.int(),
    unlinked_events_24h: z.int(),
    mode_mismatches_24h: z.int(),
    disconnected_events_24h: z.int(),
  })
  .openapi('Connection')
export type Connection = z.infer<typeof connection>

export const signingSecretInput = z.strictObject({
  secret: z
    .string()
    .trim()
    .max(255)
    .regex(/^whsec_[\x21-\x7e]{8,}$/, 'A Stripe signing secret starts with whsec_'),
})

const stripeAccountId = z.string().regex(/^acct_[A-Za-z0-9]+$/)
const importMonths = z.int().min(0).max(120)

export const restrictedKeyInput = z.strictObject({
  api_key: z.string().trim().min(1).max(255),
  /** Another Stripe account was connected before: its id says that its data here is to go. */
  replaces: stripeAccountId.optional(),
  import_months: importMonths.optional(),
})

export const importInput = z.strictObject({ import_months: importMonths.optional() })

export const oauthStart = z.object({ url: z.url(), expires_at: isoTime })

/** An OAuth grant for another Stripe account than before waits for this. Declining gives the grant back. */
export const oauthConfirmInput = z.strictObject({ pending: z.string().min(1).max(100), accept: z.boolean() })

const permission = z.object({
  /** Stripe's name, e.g. `rak_customer_read`. */
  name: z.string(),
  /** The box to tick in Stripe's dashboard. */
  box: z.string(),
  access: z.enum(['Read', 'Write']),
  why: z.string(),
  required: z.boolean(),
})

/** How this mode can be connected, and what each way needs. */
export const connectionWays = z
  .object({
    object: z.literal('connection_ways'),
    mode: z.enum(MODES),
    restricted_key: z.object({
      /** Stripe's page for a new restricted key, with every box ticked. */
      create_url: z.url(),
      permissions: z.array(permission),
    }),
    /** `reason` says what the operator has to set where a way is not available. */
    app_oauth: z.object({ available: z.boolean(), reason: z.string().nullable() }),
    connect_oauth: z.object({ available: z.boolean(), scope: z.string(), reason: z.string().nullable() }),
    webhook_only: z.object({ url: z.string() }),
  })
  .openapi('ConnectionWays')
export type ConnectionWays = z.infer<typeof connectionWays>
