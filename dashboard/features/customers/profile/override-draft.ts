import type { AccessState, OverrideField } from '../../../../worker/domain/customer.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { fromLocalField } from '../../../lib/time-field.ts'
import type { OverrideInput } from '../change-customer.ts'

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
