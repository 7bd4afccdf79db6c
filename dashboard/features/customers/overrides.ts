import { type AccessState, OVERRIDE_FIELDS, type OverrideField } from '../../../worker/domain/customer.ts'
import type { Customer } from '../../lib/api-types.ts'
import { ACCESS_WORDS } from './state-words.ts'

export const OVERRIDE_LABELS: Record<OverrideField, string> = { access: 'Access', stage: 'Stage', packages: 'Packages' }

export interface OverrideInForce {
  field: OverrideField
  /** `Access: Active`. */
  words: string
  until: string | null
  reason: string | null
  setBy: string
  setAt: string
}

/** What is set by hand and not over: neither by the reader's clock, nor by the account's when it last changed anything. */
export function overridesInForce(
  customer: Pick<Customer, 'overrides' | 'updated_at'>,
  nowMs: number,
): OverrideInForce[] {
  const knownMs = Math.max(nowMs, Date.parse(customer.updated_at))
  return OVERRIDE_FIELDS.flatMap((field) => {
    const override = customer.overrides[field]
    if (!override || (override.until !== null && Date.parse(override.until) <= knownMs)) return []
    const { until, reason, set_by: setBy, set_at: setAt } = override
    return [{ field, words: `${OVERRIDE_LABELS[field]}: ${words(override.value)}`, until, reason, setBy, setAt }]
  })
}

function words(value: string | string[] | null): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  if (value === null) return 'none'
  return value in ACCESS_WORDS ? ACCESS_WORDS[value as AccessState].label : value
}
