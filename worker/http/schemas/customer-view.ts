import { DERIVED_FIELDS, type StoredCustomer } from '../../domain/customer.ts'
import type { Customer } from './customer.ts'

/** A customer as the API shows it; `planName` is what the catalog calls its plan. */
export function presentCustomer(stored: StoredCustomer, planName: string | null): Customer {
  const { set: _set, own_fields: _own, locale: _locale, overrides, ...shown } = stored
  const plan = stored.plan && { ...stored.plan, name: planName }
  return {
    ...shown,
    object: 'customer',
    deleted_stripe_customer_ids: stored.deleted_stripe_customer_ids ?? [],
    plan,
    fields: fieldsOf({ ...stored, plan }),
    overrides: overrides as Customer['overrides'],
  }
}

function fieldsOf(stored: StoredCustomer): Customer['fields'] {
  const derived = DERIVED_FIELDS.flatMap((name) => {
    const origin = stored.set[name]
    return origin ? [[name, { value: stored[name], set_by: origin[0], set_at: origin[1] }] as const] : []
  })
  return { ...Object.fromEntries(derived), ...stored.own_fields }
}
