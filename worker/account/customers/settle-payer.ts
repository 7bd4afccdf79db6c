import { customerNotes, nameOfCustomer } from '../../domain/customer-notes.ts'
import type { Decision } from '../../domain/decide.ts'
import type { Change } from '../../domain/event.ts'
import type { Payer } from '../../domain/payer.ts'
import type { Cause } from './cause.ts'
import { type Bench, rederive } from './derive.ts'
import type { Placed } from './links.ts'
import { ownIdOf } from './own-id.ts'
import { placePayer } from './place-payer.ts'
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
  const before = bench.ws.customer(record.id)?.userId ?? null
  const { customer, changes } = rederive(bench, withReleased, cause, { covered, isChanged: true })
  placeNaming(bench, record.id, [before, record.userId])
  const belongs = isNew ? [] : [`Belongs to ${nameOfCustomer(customer)}.`]
  return {
    customerId: record.id,
    outcome: null,
    notes: [...notes, ...belongs, ...customerNotes(customer, changes)],
    changes,
  }
}

/** More wait only where nobody looks; the next event of each looks again. */
export const WAITING_LOOKED_AT = 200

/** Own ids that the customer got or lost: whose Stripe customers name them is looked at again, as if they did so now. */
export function placeNaming(bench: Bench, customerId: string, [before, after]: [string | null, string | null]): void {
  if (before === after) return
  const { ws, rules } = bench
  const { metadata_key: key, create_unknown } = rules.settings.identity
  for (const userId of [before, after]) {
    const others = userId === null ? [] : ws.customersBy('named', userId).filter((id) => id !== customerId)
    const payers = others.flatMap((id) => Object.values(ws.customer(id)?.payers ?? {}))
    // Who names an own id that nobody has is made a customer, unless the settings say that nobody is.
    const looksAtWaiting = userId !== null && userId === after && !create_unknown
    const waiting = looksAtWaiting ? ws.waiting(WAITING_LOOKED_AT).flatMap((id) => waitingPayer(bench, id)) : []
    for (const payer of [...payers, ...waiting]) if (ownIdOf(payer, key) === userId) placeAgain(bench, payer)
  }
}

function waitingPayer({ ws }: Bench, stripeCustomerId: string): Payer[] {
  const link = ws.link(stripeCustomerId)
  return link?.state === 'waiting' && link.waiting ? [link.waiting.payer] : []
}

/** What became of another customer may say whose it is. */
export function placeAgain(bench: Bench, payer: Payer): void {
  const cause: Cause = { kind: 'identity' }
  const placed = placePayer(bench, payer, cause)
  if (placed.record) settlePayer(bench, placed, payer.id, cause)
}
