import type { FieldValue } from '../../../../worker/domain/customer.ts'

export const OWN_TYPES = ['text', 'number', 'yes_no'] as const
export type OwnType = (typeof OWN_TYPES)[number]

export const OWN_TYPE_LABELS: Record<OwnType, string> = { text: 'Text', number: 'Number', yes_no: 'Yes or no' }

export interface OwnFieldDraft {
  key: string
  type: OwnType
  /** As typed; `yes` or `no` for that type. */
  text: string
}

export function ownFieldDraft(key: string, value: unknown): OwnFieldDraft {
  if (typeof value === 'boolean') return { key, type: 'yes_no', text: value ? 'yes' : 'no' }
  if (typeof value === 'number') return { key, type: 'number', text: String(value) }
  return { key, type: 'text', text: typeof value === 'string' ? value : '' }
}

const KEY = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/** What is wrong with the name before it is sent; null where nothing is. */
export function ownKeyProblem(key: string): string | null {
  if (key === '') return 'A name is missing.'
  return KEY.test(key) ? null : 'A letter first, then letters, digits and _, at most 64 characters.'
}

/** What is wrong with the value before it is sent; null where nothing is. */
export function ownFieldProblem({ type, text }: OwnFieldDraft): string | null {
  if (text.trim() === '') return 'A value is missing. Take the field away to have none.'
  if (type === 'number' && !Number.isFinite(Number(text))) return 'This is not a number: use digits and a point.'
  return null
}

export function ownFieldValue({ type, text }: OwnFieldDraft): FieldValue {
  if (type === 'yes_no') return text === 'yes'
  return type === 'number' ? Number(text) : text.trim()
}
