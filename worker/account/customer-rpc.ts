import type { FieldValue, Override, OverrideField, StoredCustomer } from '../domain/customer.ts'
import type { Tenant } from '../domain/ids.ts'
import type { JobRecord } from '../domain/job.ts'
import type { Segment } from '../domain/segment.ts'
import type { AccountSettings, SettingsPatch } from '../domain/settings.ts'

export interface NewCustomer {
  name: string | null
  email: string | null
  /** A Stripe customer id: events of it belong to this customer from now on, and those that wait for it are worked off. */
  external_id: string | null
  user_id: string | null
  kind: 'user' | 'account' | null
  fields: Record<string, FieldValue>
  tags: string[]
}

/** What is left out stays. A field that is null goes away; tags are replaced whole. */
export interface CustomerPatch {
  name?: string | null
  email?: string | null
  user_id?: string | null
  external_id?: string
  kind?: 'user' | 'account'
  fields?: Record<string, FieldValue>
  tags?: string[]
  /** Null takes an override back. */
  overrides?: Partial<Record<OverrideField, Pick<Override, 'value' | 'until' | 'reason'> | null>>
}

export type CustomerRefusal =
  | { reason: 'not_found' }
  /** Another customer has it. */
  | { reason: 'taken'; field: 'external_id' | 'user_id'; customer: string }
  /** A customer cannot be merged into itself, nor into one that was erased. */
  | { reason: 'not_mergeable' }
  | { reason: 'erased' }

export type CustomerAnswer = { ok: true; customer: StoredCustomer } | ({ ok: false } & CustomerRefusal)

export interface SettingsAnswer {
  settings: AccountSettings
  /** The recompute that the change began; null where nothing that customers are derived from has changed. */
  job: JobRecord | null
}

export type SegmentAnswer =
  | { ok: true; segment: Segment; job: JobRecord | null }
  | { ok: false; reason: 'not_found' | 'too_many' | 'name_taken' }

/** How a Stripe customer that waits is settled. */
export type Settlement =
  | { link: string }
  | { create: true }
  /** Its events are ignored from now on. */
  | { ignore: true }

export type UnmatchedAnswer =
  | { ok: true; customer: StoredCustomer | null }
  | { ok: false; reason: 'not_found' | 'customer_not_found' | 'customer_erased' }

/** What a change of settings would do, for some of the customers; go on with `next`. */
export interface SettingsPreview {
  examined: number
  total: number
  /** How many would change, by value. */
  changed: Record<'any' | 'stage' | 'access' | 'packages' | 'mrr' | 'segments', number>
  /** A few of them. */
  examples: {
    customer: { id: string; email: string | null; name: string | null }
    changes: { field: string; from: unknown; to: unknown }[]
  }[]
  next: string | null
}

/**
 * Commands about customers and the rules that derive them. Each is durable, and stands in the read model, when it returns
 * (unless D1 is down: then it follows). `by` names who asked, for provenance.
 */
export interface CustomerRpc {
  createCustomer(tenant: Tenant, input: NewCustomer, by: string): Promise<CustomerAnswer>
  updateCustomer(tenant: Tenant, id: string, patch: CustomerPatch, by: string): Promise<CustomerAnswer>
  /** Erases personal data here and in stored events; totals stay. */
  eraseCustomer(tenant: Tenant, id: string, by: string): Promise<CustomerAnswer>
  /** `id` ends in `into`: Stripe customers, own fields, tags and history go over. */
  mergeCustomer(tenant: Tenant, id: string, into: string, by: string): Promise<CustomerAnswer>
  /** Derives the customer anew from what is held of Stripe. */
  recomputeCustomer(tenant: Tenant, id: string): Promise<CustomerAnswer>
  settleUnmatched(
    tenant: Tenant,
    stripeCustomerId: string,
    settlement: Settlement,
    by: string,
  ): Promise<UnmatchedAnswer>
  /** Recomputes everybody in the background where customers depend on what has changed. */
  changeSettings(tenant: Tenant, patch: SettingsPatch, by: string): Promise<SettingsAnswer>
  previewSettings(tenant: Tenant, patch: SettingsPatch, after: string | null): Promise<SettingsPreview>
  /** Without `id` it is made. */
  saveSegment(tenant: Tenant, segment: Pick<Segment, 'name' | 'conditions'> & { id?: string }): Promise<SegmentAnswer>
  deleteSegment(tenant: Tenant, id: string): Promise<SegmentAnswer>
}
