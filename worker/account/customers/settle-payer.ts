import { customerNotes, nameOfCustomer } from '../../domain/customer-notes.ts'
import type { Decision } from '../../domain/decide.ts'
import type { Change } from '../../domain/event.ts'
import type { Cause } from './cause.ts'
import { type Bench, rederive } from './derive.ts'
import type { Placed } from './links.ts'
import { releaseEvents } from './release.ts'

/** What an input meant for customers, besides what it meant for Stripe's object. */
export interface Followed {
  customerId: string | null
  /** Null: as was decided about the object. */
  outcome: Extract<Decision['outcome'], 'ignored'> | 'unmatched' | null
  notes: string[]
  changes: Change[]
}

export const NOTHING: Followed = { customerId: null, outcome: null, notes: [], changes: [] }

/** The customer that a Stripe customer was found to be, derived anew. */
export function settlePayer(
  bench: Bench,
  placed: Placed,
  payerId: string,
  cause: Cause,
  /** The customer is found again from the input's row. */
  covered = false,
): Followed {
  const { record, note, released, isNew } = placed
  const notes = note === '' ? [] : [note]
  if (!record)
    return { ...NOTHING, outcome: bench.ws.link(payerId)?.state === 'waiting' ? 'unmatched' : 'ignored', notes }
  const withReleased = released.length > 0 ? releaseEvents(bench, record, released) : record
  const { customer, changes } = rederive(bench, withReleased, cause, { covered, isChanged: true })
  const belongs = isNew ? [] : [`Belongs to ${nameOfCustomer(customer)}.`]
  return {
    customerId: record.id,
    outcome: null,
    notes: [...notes, ...belongs, ...customerNotes(customer, changes)],
    changes,
  }
}
