import type { UnmatchedReason } from './customer.ts'
import type { AccountSettings } from './settings.ts'

/** A customer as identity sees it. */
export interface Candidate {
  id: string
  userId: string | null
  /** It has a Stripe customer that was not deleted. */
  hasStripe: boolean
  /** An event made it and no person has added anything, so that it may go up in another one. */
  isShell: boolean
}

/** The customer that has the Stripe customer's id. */
export interface Linked extends Candidate {
  /** It was made before the Stripe customer itself was seen. */
  isBlind: boolean
  /** It has other Stripe customers besides. */
  hasOthers: boolean
}

/** What is known of the Stripe customer that an event is about. */
export interface Bearer {
  stripeCustomerId: string
  /** Its customer, where one has its id. */
  linked: Linked | null
  /** The account's own id by metadata, and who has it. */
  userId: string | null
  byUser: Candidate | null
  email: string | null
  /** Others with that e-mail address. */
  byEmail: Candidate[]
  /** Something about it concerns the account; a foreign product does not. */
  concerns: boolean
}

export type Placement =
  /** `conflict`: the other customer that has the own id which its metadata names. */
  | { to: 'stay'; conflict: string | null }
  /** `leaves`: it goes alone, and the customer that it had stays with the others. */
  | { to: 'link'; customer: string; rule: 'metadata' | 'email'; leaves: boolean }
  | { to: 'create'; rule: 'unknown_stripe_customer' | 'unknown_user_id' }
  | { to: 'wait'; reason: UnmatchedReason; candidates: string[] }
  | { to: 'nobody' }

/**
 * Whose Stripe customer this is: by its id, then by the account's own id in metadata, then by e-mail if that says who,
 * else somebody new. A shell goes up in the customer that a later sight of the Stripe customer names, so that it does not
 * matter which of its events came first. An address says so only until it was seen: whoever changes it later takes over
 * nobody.
 */
export function place(bearer: Bearer, settings: AccountSettings['identity']): Placement {
  return bearer.linked ? placeLinked(bearer, bearer.linked) : placeNew(bearer, settings)
}

function placeLinked({ userId, byUser, byEmail }: Bearer, linked: Linked): Placement {
  if (userId !== null && byUser && byUser.id !== linked.id)
    return linked.isShell
      ? { to: 'link', customer: byUser.id, rule: 'metadata', leaves: linked.hasOthers }
      : { to: 'stay', conflict: byUser.id }
  if (!linked.isBlind || !linked.isShell) return { to: 'stay', conflict: null }
  const own = userId ?? linked.userId
  const free = byEmail.filter((other) => isFree(other, own))
  if (byEmail.length === 1 && free[0]) return { to: 'link', customer: free[0].id, rule: 'email', leaves: false }
  // Made before its address was known, it waits like any other whose address tells nothing.
  if (own === null && byEmail.length > 0)
    return { to: 'wait', reason: 'ambiguous_email', candidates: byEmail.map(({ id }) => id) }
  return { to: 'stay', conflict: null }
}

function placeNew({ userId, byUser, byEmail, concerns }: Bearer, settings: AccountSettings['identity']): Placement {
  if (userId !== null && byUser) return { to: 'link', customer: byUser.id, rule: 'metadata', leaves: false }
  const free = byEmail.filter((other) => isFree(other, userId))
  if (byEmail.length === 1 && free[0]) return { to: 'link', customer: free[0].id, rule: 'email', leaves: false }
  if (!concerns) return { to: 'nobody' }
  if (byEmail.length > 0 && userId === null)
    return { to: 'wait', reason: 'ambiguous_email', candidates: byEmail.map(({ id }) => id) }
  if (!settings.create_unknown) return { to: 'wait', reason: 'unknown', candidates: byEmail.map(({ id }) => id) }
  return { to: 'create', rule: userId === null ? 'unknown_stripe_customer' : 'unknown_user_id' }
}

/** It has no Stripe customer yet, and no own id that says it is somebody else. */
function isFree({ hasStripe, userId }: Candidate, own: string | null): boolean {
  return !hasStripe && (userId === null || own === null || userId === own)
}

/** Trimmed and lower-cased; null where there is none. */
export function normalEmail(email: string | null): string | null {
  const trimmed = email?.trim().toLowerCase() ?? ''
  return trimmed === '' ? null : trimmed
}
