import type { UnmatchedReason } from './customer.ts'
import type { AccountSettings } from './settings.ts'

/** A customer as identity sees it. */
export interface Candidate {
  id: string
  userId: string | null
  /** It has a Stripe customer. */
  hasStripe: boolean
  /** An event made it and no person has added anything, so that it may go up in another one. */
  isShell: boolean
}

/** What is known of the Stripe customer that an event is about. */
export interface Bearer {
  stripeCustomerId: string
  /** Its customer, where one has its id. */
  linked: (Candidate & { /** It was made before the Stripe customer itself was seen. */ isBlind: boolean }) | null
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
  | { to: 'stay'; userId: string | null; conflict: string | null }
  | { to: 'link'; customer: string; rule: 'metadata' | 'email'; userId: string | null }
  | { to: 'create'; rule: 'unknown_stripe_customer' | 'unknown_user_id'; userId: string | null }
  | { to: 'wait'; reason: UnmatchedReason; candidates: string[] }
  | { to: 'nobody' }

/**
 * Whose Stripe customer this is: by its id, then by the account's own id in metadata, then by e-mail if that says who,
 * else somebody new. A shell goes up in the customer that a later sight of the Stripe customer names, so that it does not
 * matter which of its events came first.
 */
export function place(bearer: Bearer, settings: AccountSettings['identity']): Placement {
  return bearer.linked ? placeLinked(bearer, bearer.linked) : placeNew(bearer, settings)
}

function placeLinked({ userId, byUser, byEmail }: Bearer, linked: NonNullable<Bearer['linked']>): Placement {
  const stay: Placement = { to: 'stay', userId: null, conflict: null }
  if (userId !== null && byUser && byUser.id !== linked.id)
    return linked.isShell
      ? { to: 'link', customer: byUser.id, rule: 'metadata', userId }
      : { ...stay, conflict: byUser.id }
  const own = linked.userId ?? userId
  const free = byEmail.filter((other) => isFree(other, own))
  if (linked.isShell && byEmail.length === 1 && free[0])
    return { to: 'link', customer: free[0].id, rule: 'email', userId: own }
  // A shell that was made blindly, before its address was known: it waits like any other whose address tells nothing.
  if (linked.isBlind && linked.isShell && own === null && byEmail.length > 0)
    return { to: 'wait', reason: 'ambiguous_email', candidates: byEmail.map(({ id }) => id) }
  return { ...stay, userId }
}

function placeNew({ userId, byUser, byEmail, concerns }: Bearer, settings: AccountSettings['identity']): Placement {
  if (userId !== null && byUser) return { to: 'link', customer: byUser.id, rule: 'metadata', userId }
  const free = byEmail.filter((other) => isFree(other, userId))
  if (byEmail.length === 1 && free[0]) return { to: 'link', customer: free[0].id, rule: 'email', userId }
  if (!concerns) return { to: 'nobody' }
  if (byEmail.length > 0 && userId === null)
    return { to: 'wait', reason: 'ambiguous_email', candidates: byEmail.map(({ id }) => id) }
  if (!settings.create_unknown) return { to: 'wait', reason: 'unknown', candidates: byEmail.map(({ id }) => id) }
  return { to: 'create', rule: userId === null ? 'unknown_stripe_customer' : 'unknown_user_id', userId }
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
