import { DERIVED_FIELDS, type DerivedField, type StoredCustomer } from './customer.ts'
import type { Change } from './event.ts'
import { sameJson } from './json.ts'

/** What set a value: an event's id, or what other input it was; and when, in ISO-8601. */
export interface Setter {
  by: string
  at: string
}

/** Old and new of every derived value that differs; null before: the customer is new. */
export function customerChanges(before: StoredCustomer | null, after: StoredCustomer): Change[] {
  return DERIVED_FIELDS.filter((field) => !sameJson(comparable(field, before), comparable(field, after))).map(
    (field) => ({
      customer: after.id,
      object: after.id,
      field,
      from: shown(field, before),
      to: shown(field, after),
    }),
  )
}

/** What two changes, one after the other, come to. */
export function joinChanges(first: readonly Change[], second: readonly Change[]): Change[] {
  const joined = new Map(first.map((change) => [change.field, change]))
  for (const change of second) joined.set(change.field, { ...change, from: (joined.get(change.field) ?? change).from })
  return [...joined.values()].filter(({ from, to }) => !sameJson(from, to))
}

/** Each changed value names what set it; the others keep theirs. */
export function withProvenance(
  after: StoredCustomer,
  changes: readonly Change[],
  setter: Setter,
  updatedAt: string,
): StoredCustomer {
  const set = { ...after.set }
  for (const { field } of changes) set[field as DerivedField] = [setter.by, setter.at]
  return changes.length === 0 ? after : { ...after, set, updated_at: updatedAt }
}

/** The reason is words, which may be told anew; the state, its code and its times are what changes. */
function comparable(field: DerivedField, customer: StoredCustomer | null): unknown {
  if (!customer) return EMPTY[field] ?? null
  if (field !== 'access') return customer[field] ?? EMPTY[field] ?? null
  const { state, code, since, until } = customer.access
  return { state, code, since, until }
}

function shown(field: DerivedField, customer: StoredCustomer | null): unknown {
  if (!customer) return EMPTY[field] ?? null
  return field === 'access' ? customer.access.state : (customer[field] ?? EMPTY[field] ?? null)
}

/** What a value is before there is a customer. */
const EMPTY: Partial<Record<DerivedField, unknown>> = {
  deleted_stripe_customer_ids: [],
  packages: [],
  mrr: [],
  committed_mrr: [],
  trial_mrr: [],
  lifetime_value: [],
  segments: [],
}
