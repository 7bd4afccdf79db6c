import { z } from '@hono/zod-openapi'
import { type Unmatched as StoredUnmatched, UNMATCHED_REASONS, type UnmatchedReason } from '../../domain/customer.ts'
import { isoOfSeconds } from '../../domain/times.ts'
import type { CustomerName } from '../../readmodel/customer-names.ts'
import type { EventStory } from '../../readmodel/event-stories.ts'
import { isoTime, opaqueId, pageQuery } from './common.ts'
import { customer } from './customer.ts'

/** A Stripe customer that belongs to nobody yet. Its events are kept, and take effect once it is settled. */
export const unmatched = z
  .object({
    /** The Stripe customer's. */
    id: z.string(),
    object: z.literal('unmatched'),
    stripe_customer_id: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    user_id: z.string().nullable(),
    reason: z.enum(UNMATCHED_REASONS),
    /** The reason in a sentence. */
    reason_text: z.string(),
    /** Customers that it may be. */
    candidates: z.array(
      z.object({
        id: z.string(),
        email: z.string().nullable(),
        name: z.string().nullable(),
        user_id: z.string().nullable(),
      }),
    ),
    /** The newest that wait. */
    events: z.array(z.object({ id: z.string(), type: z.string(), created: isoTime })),
    since: isoTime,
  })
  .openapi('Unmatched')
export type Unmatched = z.infer<typeof unmatched>

export const unmatchedQuery = z.strictObject(pageQuery)

/** Exactly one of the three. */
export const resolveInput = z.union(
  [
    /** It belongs to this customer. */
    z.strictObject({ customer: opaqueId }),
    /** It is a customer of its own. */
    z.strictObject({ create: z.literal(true) }),
    /** Its events are ignored from now on. */
    z.strictObject({ ignore: z.literal(true) }),
  ],
  { error: 'Send one of {"customer": "cust_…"}, {"create": true} and {"ignore": true}.' },
)

/** `customer` is whom it belongs to now; null where it is ignored. */
export const resolution = z
  .object({ object: z.literal('resolution'), stripe_customer_id: z.string(), customer: customer.nullable() })
  .openapi('Resolution')

const REASON_TEXTS: Record<UnmatchedReason, string> = {
  ambiguous_email: 'Its e-mail address is that of customers already, and does not say for certain which of them it is.',
  unknown: 'No customer has its id or its e-mail address, and the settings say that unknown ones are not created.',
  user_id_taken: 'Its metadata names a user id that another customer has.',
}

export function presentUnmatched(
  stored: StoredUnmatched,
  names: ReadonlyMap<string, CustomerName>,
  events: ReadonlyMap<string, EventStory>,
): Unmatched {
  return {
    ...stored,
    id: stored.stripe_customer_id,
    object: 'unmatched',
    reason_text: REASON_TEXTS[stored.reason],
    candidates: present(stored.candidates, names).map(presentCandidate),
    events: present(stored.events, events).map(presentEvent),
  }
}

function presentCandidate({ id, email, name, userId }: CustomerName): Unmatched['candidates'][number] {
  return { id, email, name, user_id: userId }
}

function presentEvent({ id, type, created }: EventStory): Unmatched['events'][number] {
  return { id, type, created: isoOfSeconds(created) }
}

/** Those that are still there, each once: two candidates may have become one customer. */
function present<T extends { id: string }>(ids: readonly string[], known: ReadonlyMap<string, T>): T[] {
  const found = ids.map((id) => known.get(id)).filter((one) => one !== undefined)
  return [...new Map(found.map((one) => [one.id, one])).values()]
}
