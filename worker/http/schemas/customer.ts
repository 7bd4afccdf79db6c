import { z } from '@hono/zod-openapi'
import { ACCESS_CODES, ACCESS_STATES, CUSTOMER_FLAGS } from '../../domain/customer.ts'
import { isoTime } from './common.ts'
import { money } from './money.ts'

const access = z.object({
  state: z.enum(ACCESS_STATES),
  since: isoTime.nullable(),
  /** When it ends by itself, as things stand. */
  until: isoTime.nullable(),
  /** Why, in a sentence; `code` says the same to a program. */
  reason: z.string(),
  code: z.enum(ACCESS_CODES),
})

const subscription = z.object({
  id: z.string(),
  stripe_customer_id: z.string(),
  status: z.string(),
  /** Why Stripe paused it. */
  status_reason: z.string().nullable(),
  currency: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      price: z.string().nullable(),
      product: z.string().nullable(),
      quantity: z.int().nullable(),
      interval: z.string().nullable(),
      interval_count: z.int().nullable(),
      usage_type: z.string().nullable(),
    }),
  ),
  /** Minor units of its currency. */
  mrr: z.int(),
  committed_mrr: z.int(),
  trial_mrr: z.int(),
  packages: z.array(z.string()),
  access: z.enum(ACCESS_STATES),
  current_period_end: isoTime.nullable(),
  trial_end: isoTime.nullable(),
  cancel_at: isoTime.nullable(),
  canceled_at: isoTime.nullable(),
  ended_at: isoTime.nullable(),
  pause: z.object({ behavior: z.string(), resumes_at: isoTime.nullable() }).nullable(),
  created: isoTime.nullable(),
})

const failedPayment = z.object({
  amount: z.int(),
  currency: z.string(),
  at: isoTime,
  attempts: z.int(),
  next_attempt_at: isoTime.nullable(),
  reason: z.string().nullable(),
})

function override<T extends z.ZodType>(value: T) {
  return z.object({
    value,
    until: isoTime.nullable(),
    reason: z.string().nullable(),
    set_by: z.string(),
    set_at: isoTime,
  })
}

/** The account's own record of a payer. Amounts are minor units of the currency beside them. */
export const customer = z
  .object({
    id: z.string(),
    object: z.literal('customer'),
    /** The first of its Stripe customers. */
    external_id: z.string().nullable(),
    stripe_customer_ids: z.array(z.string()),
    /** Those of them that were deleted at Stripe: nothing can be opened there. */
    deleted_stripe_customer_ids: z.array(z.string()),
    user_id: z.string().nullable(),
    kind: z.enum(['user', 'account']),
    email: z.string().nullable(),
    name: z.string().nullable(),
    stage: z.string().nullable(),
    access,
    packages: z.array(z.string()),
    tags: z.array(z.string()),
    /** Ids of segments. */
    segments: z.array(z.string()),
    /** That of its best subscription. */
    subscription_status: z.string().nullable(),
    /** `name` is the product's, else the price's nickname; null where the catalog knows neither. */
    plan: z
      .object({ price: z.string().nullable(), product: z.string().nullable(), name: z.string().nullable() })
      .nullable(),
    quantity: z.int().nullable(),
    mrr: z.array(money),
    committed_mrr: z.array(money),
    trial_mrr: z.array(money),
    renewal_date: isoTime.nullable(),
    trial_end: isoTime.nullable(),
    cancel_at: isoTime.nullable(),
    last_payment: z.object({ amount: z.int(), currency: z.string(), at: isoTime }).nullable(),
    failed_payment: failedPayment.nullable(),
    lifetime_value: z.array(money),
    subscriptions: z.array(subscription),
    /** Derived values with the input that last changed each, and fields of the account's own with who set them. */
    fields: z.record(z.string(), z.object({ value: z.unknown(), set_by: z.string(), set_at: isoTime })),
    /** What a person has set by hand, in force until `until` or until it is taken back. */
    overrides: z.object({
      access: override(z.enum(ACCESS_STATES)).optional(),
      stage: override(z.string().nullable()).optional(),
      packages: override(z.array(z.string())).optional(),
    }),
    /** What a person should look at. */
    flags: z.array(z.enum(CUSTOMER_FLAGS)),
    /** `ref` is the event, the job’s source or who asked. */
    created_by: z.object({
      kind: z.enum(['event', 'snapshot', 'api']),
      ref: z.string().nullable(),
      rule: z.enum(['unknown_stripe_customer', 'unknown_user_id', 'api', 'unmatched_resolved']),
    }),
    stripe_created_at: isoTime.nullable(),
    /** Personal data was erased on request; totals stay. */
    erased: z.boolean(),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .openapi('Customer')
export type Customer = z.infer<typeof customer>
