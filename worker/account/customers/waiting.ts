import type { Unmatched } from '../../domain/customer.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import { sameJson } from '../../domain/json.ts'
import { ended } from '../../domain/merge-records.ts'
import type { Payer } from '../../domain/payer.ts'
import { isoOfMs } from '../../domain/times.ts'
import { noteUnlinked } from '../decisions.ts'
import { readInboxByKey } from '../inbox.ts'
import type { Cause } from './cause.ts'
import { type Bench, dismiss } from './derive.ts'
import type { Placed } from './links.ts'
import type { PayerLink } from './rows.ts'
import { listPages } from './timeline.ts'

/** Keeps what is known of a Stripe customer that is nobody's, and the event with it. */
export function waitOn(
  { ws, nowMs }: Bench,
  payer: Payer,
  link: PayerLink | null,
  why: { state: PayerLink['state']; reason: Unmatched['reason']; candidates: string[] },
  cause: Cause,
  userId: string | null = null,
): Placed {
  const former = link?.waiting
  const isNew =
    cause.kind === 'event' && why.state === 'waiting' && !former?.events.some(({ seq }) => seq === cause.seq)
  const event =
    cause.kind === 'event' && isNew ? [{ seq: cause.seq, id: cause.id, type: cause.type, at: cause.at }] : []
  const needsNumber = why.state === 'waiting' && !former?.number
  const next: PayerLink = {
    stripeCustomerId: payer.id,
    customerId: null,
    state: why.state,
    waiting: {
      payer,
      number: needsNumber ? ws.nextNumber('unmatched_number') : (former?.number ?? 0),
      reason: why.reason,
      candidates: why.candidates,
      userId,
      sinceMs: former?.sinceMs ?? nowMs,
      events: [...(former?.events ?? []), ...event].slice(-WAITING_EVENTS),
    },
  }
  if (!sameJson(ws.link(payer.id), next)) ws.putLink(next)
  return { record: null, note: waitingNote(payer, why), released: [], isNew: false }
}

/** A customer that was made before its address was known, and should not have been: its events wait with it. */
export function demote(bench: Bench, payer: Payer, linked: CustomerRecord, cause: Cause): PayerLink {
  const { ws, nowMs } = bench
  const told = [...listPages(ws, linked).flat(), ...linked.timeline]
  dismiss(bench, linked, ended(linked, ''), cause)
  const events = told.slice(-WAITING_EVENTS).flatMap((entry) => {
    const row = entry.kind === 'event' ? readInboxByKey(ws.sql, entry.event) : null
    if (row)
      noteUnlinked(
        ws.sql,
        row.seq,
        'Its Stripe customer turned out to be nobody in particular, so it waits for a person.',
      )
    return row ? [{ seq: row.seq, id: row.key, type: row.type, at: row.created }] : []
  })
  const waiting = {
    payer,
    number: 0,
    reason: 'ambiguous_email' as const,
    candidates: [],
    userId: null,
    sinceMs: nowMs,
    events,
  }
  return { stripeCustomerId: payer.id, customerId: null, state: 'waiting', waiting }
}

/** More than any Stripe customer has before somebody looks; older ones stay unmatched. */
const WAITING_EVENTS = 1_000

function waitingNote(
  payer: Payer,
  { state, reason, candidates }: { state: string; reason: string; candidates: string[] },
): string {
  if (state === 'ignored') return `A person chose to ignore Stripe customer ${payer.id}.`
  if (reason === 'ambiguous_email')
    return `Stripe customer ${payer.id} is not linked, and its e-mail address does not say which customer it is (${candidates.join(', ')}). It waits for a person.`
  return `Stripe customer ${payer.id} is not linked to a customer, and the settings say that none is made. It waits for a person.`
}

export function unmatchedBody(link: PayerLink): Unmatched {
  const { waiting } = link
  return {
    stripe_customer_id: link.stripeCustomerId,
    email: waiting?.payer.person?.email ?? null,
    name: waiting?.payer.person?.name ?? null,
    user_id: waiting?.userId ?? null,
    reason: waiting?.reason ?? 'unknown',
    candidates: waiting?.candidates ?? [],
    events: (waiting?.events ?? [])
      .slice(-20)
      .map(({ id }) => id)
      .reverse(),
    since: isoOfMs(waiting?.sinceMs ?? 0),
  }
}
