import { DERIVED_FIELDS } from '../../../../worker/domain/customer.ts'
import type { Customer } from '../../../lib/api-types.ts'

export interface FieldRow {
  key: string
  value: unknown
  setBy: string
  setAt: string
  /** The account's own, which a person may change. */
  isOwn: boolean
}

/** Derived fields in their fixed order, then the account's own by name. */
export function fieldRows(fields: Customer['fields']): FieldRow[] {
  const derived = DERIVED_FIELDS.filter((key) => key in fields)
  const own = Object.keys(fields)
    .filter((key) => !(DERIVED_FIELDS as readonly string[]).includes(key))
    .sort()
  return [...derived, ...own].flatMap((key) => {
    const field = fields[key]
    const isOwn = own.includes(key)
    return field ? [{ key, value: field.value, setBy: field.set_by, setAt: field.set_at, isOwn }] : []
  })
}
