import type { Customer } from '../../lib/api-types.ts'
import type { CustomerChange, NewCustomerInput } from './change-customer.ts'

/** What a person types about a customer; an empty text is "not known". */
export interface CustomerDraft {
  name: string
  email: string
  user_id: string
  external_id: string
  kind: Customer['kind'] | ''
  tags: string[]
}

const TEXTS = ['name', 'email', 'user_id', 'external_id'] as const

export const EMPTY_DRAFT: CustomerDraft = { name: '', email: '', user_id: '', external_id: '', kind: '', tags: [] }

export function draftOf(customer: Customer): CustomerDraft {
  const { name, email, user_id, external_id, kind, tags } = customer
  return { name: name ?? '', email: email ?? '', user_id: user_id ?? '', external_id: external_id ?? '', kind, tags }
}

/** What is wrong before it is sent; null where nothing is. */
export function newCustomerProblem(draft: CustomerDraft): string | null {
  if (TEXTS.some((key) => draft[key].trim() !== '')) return null
  return 'Give a name, an e-mail address, a user id or a Stripe customer.'
}

/** Without what was left empty. */
export function newCustomerInput(draft: CustomerDraft): NewCustomerInput {
  const input: NewCustomerInput = {}
  for (const key of TEXTS) if (draft[key].trim() !== '') input[key] = draft[key].trim()
  if (draft.kind !== '') input.kind = draft.kind
  if (draft.tags.length > 0) input.tags = draft.tags
  return input
}

/** Only what differs from the customer; a text that was emptied becomes null, a Stripe id cannot be. */
export function changeOf(customer: Customer, draft: CustomerDraft): CustomerChange {
  const before = draftOf(customer)
  const change: CustomerChange = {}
  for (const key of ['name', 'email', 'user_id'] as const)
    if (draft[key].trim() !== before[key]) change[key] = draft[key].trim() || null
  const externalId = draft.external_id.trim()
  if (externalId !== '' && externalId !== before.external_id) change.external_id = externalId
  if (draft.kind !== '' && draft.kind !== before.kind) change.kind = draft.kind
  return change
}
