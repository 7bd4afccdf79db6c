import { type AccessState, OVERRIDE_FIELDS, type OverrideField } from '../../../../worker/domain/customer.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { fromLocalField } from '../../../lib/time-field.ts'
import type { OverrideInput } from '../change-customer.ts'
import { ACCESS_WORDS } from '../state-words.ts'

export const OVERRIDE_LABELS: Record<OverrideField, string> = { access: 'Access', stage: 'Stage', packages: 'Packages' }

export interface OverrideDraft {
  field: OverrideField
  access: AccessState
  /** Empty: no stage. */
  stage: string
  packages: string[]
  /** As a `datetime-local` field has it; empty: until it is taken back. */
  until: string
  reason: string
}

/** Begins with what is in force. */
export function overrideDraft(customer: Customer): OverrideDraft {
  const { access, stage, packages } = customer
  const letIn = access.state === 'active' ? 'suspended' : 'active'
  return { field: 'access', access: letIn, stage: stage ?? '', packages, until: '', reason: '' }
}

/** What is wrong before it is sent; null where nothing is. */
export function untilProblem({ until }: OverrideDraft, nowMs: number): string | null {
  const at = fromLocalField(until)
  return at !== undefined && Date.parse(at) <= nowMs ? 'This moment has passed already.' : null
}

export function overrideInput(draft: OverrideDraft): OverrideInput {
  const value = { access: draft.access, stage: draft.stage.trim() || null, packages: draft.packages }[draft.field]
  return { value, until: fromLocalField(draft.until) ?? null, reason: draft.reason.trim() || null }
}

export interface OverrideInForce {
  field: OverrideField
  /** `Access: Active`. */
  words: string
  until: string | null
  reason: string | null
  setBy: string
  setAt: string
}

export function overridesInForce({ overrides }: Pick<Customer, 'overrides'>): OverrideInForce[] {
  return OVERRIDE_FIELDS.flatMap((field) => {
    const override = overrides[field]
    if (!override) return []
    const { until, reason, set_by: setBy, set_at: setAt } = override
    return [{ field, words: `${OVERRIDE_LABELS[field]}: ${words(override.value)}`, until, reason, setBy, setAt }]
  })
}

function words(value: string | string[] | null): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  if (value === null) return 'none'
  return value in ACCESS_WORDS ? ACCESS_WORDS[value as AccessState].label : value
}
