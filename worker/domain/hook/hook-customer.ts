import type { FieldValue, StoredCustomer } from '../customer.ts'

/** A customer as webhooks carry it: as the API shows it, without the origin of each value. */
export type HookCustomer = Omit<StoredCustomer, 'set' | 'own_fields' | 'overrides'> & {
  object: 'customer'
  /** The account's own fields. */
  fields: Record<string, FieldValue>
}

export function hookCustomer(stored: StoredCustomer): HookCustomer {
  const { set: _set, own_fields: own, overrides: _overrides, locale: _locale, ...shown } = stored
  const fields = Object.fromEntries(Object.entries(own).map(([name, { value }]) => [name, value]))
  return { ...shown, object: 'customer', fields }
}
