import type { Money } from './billing.ts'
import type { Change } from './event.ts'

export const ACCESS_STATES = ['none', 'active', 'suspended', 'frozen', 'expired'] as const
export type AccessState = (typeof ACCESS_STATES)[number]

/** Why access is what it is; each has its sentence. */
export const ACCESS_CODES = [
  'no_subscription',
  'incomplete',
  'incomplete_expired',
  'subscribed',
  'trial',
  'in_grace',
  'payment_failed',
  'collection_paused',
  'paused',
  'ended',
  'cancel_date_passed',
  'stripe_customer_deleted',
  'refunded',
  'disputed',
  'dispute_lost',
  'overridden',
] as const
export type AccessCode = (typeof ACCESS_CODES)[number]

/** Something about a customer that a person should look at. */
export const CUSTOMER_FLAGS = ['double_plan', 'mrr_incomplete', 'mrr_gross', 'user_id_conflict'] as const
export type CustomerFlag = (typeof CUSTOMER_FLAGS)[number]

/** What made a Billhook customer. `ref` is the event, the job's source or who asked. */
export interface CreatedBy {
  kind: 'event' | 'snapshot' | 'api'
  ref: string | null
  rule: 'unknown_stripe_customer' | 'unknown_user_id' | 'api' | 'unmatched_resolved'
  /** The Stripe customer itself had not been seen yet. */
  isBlind?: true
}

/** A customer as the read model keeps it and the API shows it; times are ISO-8601 in UTC. */
export interface StoredCustomer {
  id: string
  external_id: string | null
  stripe_customer_ids: string[]
  /** Those of them that were deleted at Stripe; absent in what was kept before this was. */
  deleted_stripe_customer_ids?: string[]
  user_id: string | null
  kind: 'user' | 'account'
  email: string | null
  name: string | null
  /** The language that Stripe says they prefer; absent where it says none. */
  locale?: string
  stage: string | null
  access: { state: AccessState; since: string | null; until: string | null; reason: string; code: AccessCode }
  packages: string[]
  tags: string[]
  segments: string[]
  subscription_status: string | null
  plan: { price: string | null; product: string | null } | null
  quantity: number | null
  mrr: Money[]
  committed_mrr: Money[]
  trial_mrr: Money[]
  renewal_date: string | null
  trial_end: string | null
  cancel_at: string | null
  last_payment: { amount: number; currency: string; at: string } | null
  failed_payment: FailedPayment | null
  lifetime_value: Money[]
  subscriptions: CustomerSubscription[]
  overrides: Partial<Record<OverrideField, Override>>
  flags: CustomerFlag[]
  created_by: CreatedBy
  stripe_created_at: string | null
  /** Personal data was erased on request; totals stay. */
  erased: boolean
  created_at: string
  updated_at: string
  /** Which input set each derived value, and when. */
  set: Partial<Record<DerivedField, [setBy: string, setAt: string]>>
  /** Fields of the account's own. */
  own_fields: Record<string, OwnField>
}

export interface OwnField {
  value: FieldValue
  set_by: string
  set_at: string
}

export type FieldValue = string | number | boolean | null

export interface FailedPayment {
  amount: number
  currency: string
  at: string
  attempts: number
  next_attempt_at: string | null
  reason: string | null
}

export interface CustomerSubscription {
  id: string
  stripe_customer_id: string
  status: string
  status_reason: string | null
  currency: string
  items: {
    id: string
    price: string | null
    product: string | null
    quantity: number | null
    interval: string | null
    interval_count: number | null
    usage_type: string | null
  }[]
  mrr: number
  committed_mrr: number
  trial_mrr: number
  packages: string[]
  access: AccessState
  current_period_end: string | null
  trial_end: string | null
  cancel_at: string | null
  canceled_at: string | null
  ended_at: string | null
  pause: { behavior: string; resumes_at: string | null } | null
  created: string | null
}

/** Values a person may set by hand until a moment, or until they take it back. */
export const OVERRIDE_FIELDS = ['access', 'stage', 'packages'] as const
export type OverrideField = (typeof OVERRIDE_FIELDS)[number]

export interface Override {
  /** An access state, a stage's name, or package names. */
  value: AccessState | string | string[] | null
  until: string | null
  reason: string | null
  set_by: string
  set_at: string
}

/** Values that rules derive; each names the input that last changed it. */
export const DERIVED_FIELDS = [
  'external_id',
  'deleted_stripe_customer_ids',
  'user_id',
  'email',
  'name',
  'subscription_status',
  'stage',
  'access',
  'packages',
  'plan',
  'quantity',
  'mrr',
  'committed_mrr',
  'trial_mrr',
  'renewal_date',
  'trial_end',
  'cancel_at',
  'last_payment',
  'failed_payment',
  'lifetime_value',
  'segments',
] as const
export type DerivedField = (typeof DERIVED_FIELDS)[number]

/** Older entries are put away in pages of this many. */
export const TIMELINE_PAGE_ENTRIES = 50

/**
 * A moment in a customer's life; what an event did stands with the event. `words` say what `note` only names, with what a
 * person wrote: erasing leaves the note.
 */
export type TimelineEntry =
  | { kind: 'event'; at: string; event: string; type: string }
  | { kind: 'change'; at: string; set_by: string; note: string; words?: string[]; changes: Change[] }

export const MOVEMENT_KINDS = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

/** One step of a customer's MRR in one currency; the sum of all of them is the present MRR. `at` is in seconds. */
export interface Movement {
  kind: MovementKind
  currency: string
  amount: number
  at: number
  /** The event or other input that caused it: once per customer and currency. */
  input: string
}

/** Why a Stripe customer belongs to nobody yet. */
export const UNMATCHED_REASONS = ['ambiguous_email', 'unknown', 'user_id_taken'] as const
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number]

/** A Stripe customer that waits for a person; its events are kept and take effect once it is linked. */
export interface Unmatched {
  stripe_customer_id: string
  email: string | null
  name: string | null
  user_id: string | null
  reason: UnmatchedReason
  /** Billhook customers that it may be. */
  candidates: string[]
  /** The newest of its events, at most twenty. */
  events: string[]
  since: string
}
