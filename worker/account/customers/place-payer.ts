import type { Unmatched } from '../../domain/customer.ts'
import { absorb, type CustomerRecord, ended, isShell, newRecord } from '../../domain/customer-record.ts'
import { type Bearer, type Candidate, normalEmail, type Placement, place } from '../../domain/identity.ts'
import { isIncluded } from '../../domain/packages.ts'
import { newPayer, type Payer } from '../../domain/payer.ts'
import { isoSeconds } from '../../domain/times.ts'
import { noteUnlinked, readInboxByKey } from '../inbox.ts'
import type { Cause } from './cause.ts'
import { type Bench, dismiss } from './derive.ts'
import type { PayerLink, Waiting } from './rows.ts'

/** What became of a Stripe customer: whose it is now, and how that came about, in words. */
export interface Placed {
  /** Null where it is nobody's. */
  record: CustomerRecord | null
  note: string
  /** Events that waited for this. */
  released: Waiting['events']
  isNew: boolean
}

/** What is known of a Stripe customer, wherever it is kept. */
export function payerOf({ ws }: Bench, stripeCustomerId: string): Payer {
  const link = ws.link(stripeCustomerId)
  const record = link?.customerId ? ws.customer(link.customerId) : null
  return record?.payers[stripeCustomerId] ?? link?.waiting?.payer ?? newPayer(stripeCustomerId)
}

/** Finds whose the Stripe customer is and keeps what is known of it there; `rederive` follows. */
export function placePayer(
  bench: Bench,
  payer: Payer,
  cause: Cause,
  /** Its customer as it is now, where that is not kept yet. */
  present: CustomerRecord | null = null,
): Placed {
  const { ws, rules } = bench
  const link = ws.link(payer.id)
  if (link?.state === 'ignored')
    return waitOn(bench, payer, link, { state: 'ignored', reason: 'unknown', candidates: [] }, cause)
  const linked = present ?? (link?.customerId ? ws.customer(link.customerId) : null)
  const bearer = bearerOf(bench, payer, linked)
  const placement = place(bearer, rules.settings.identity)
  switch (placement.to) {
    case 'stay':
      return linked ? stay(bench, linked, payer, placement) : nobody(bench, payer, link, cause)
    case 'link':
      return linkTo(bench, payer, linked, placement, cause)
    case 'create':
      return create(bench, payer, placement, cause)
    case 'wait':
      return waitOn(
        bench,
        payer,
        linked ? demote(bench, payer, linked, cause) : link,
        { ...placement, state: 'waiting' },
        cause,
        bearer.userId,
      )
    case 'nobody':
      return nobody(bench, payer, link, cause)
  }
}

function bearerOf({ ws, rules }: Bench, payer: Payer, linked: CustomerRecord | null): Bearer {
  const { identity, products_included: included } = rules.settings
  const userId = identity.metadata_key === null ? null : ownIdOf(payer, identity.metadata_key)
  const email = normalEmail(payer.person?.email ?? null)
  const others = (ids: string[]): CustomerRecord[] =>
    ids.flatMap((id) => (id === linked?.id ? [] : (ws.customer(id) ?? [])))
  const byUser = userId === null ? null : (ws.customersBy('user', userId).map((id) => ws.customer(id))[0] ?? null)
  return {
    stripeCustomerId: payer.id,
    linked: linked && { ...candidateOf(linked), isBlind: linked.createdBy.isBlind === true },
    userId,
    byUser: byUser && candidateOf(byUser),
    email,
    byEmail: email === null ? [] : others(ws.customersBy('email', email)).map(candidateOf),
    concerns:
      included === null ||
      Object.values(payer.subscriptions).some(({ billing }) =>
        billing.items.some(({ product }) => isIncluded(product, included)),
      ),
  }
}

function candidateOf(record: CustomerRecord): Candidate {
  return {
    id: record.id,
    userId: record.userId,
    hasStripe: Object.keys(record.payers).length > 0 || record.pinned.length > 0,
    isShell: isShell(record),
  }
}

/** The newest subscription that has the key says it; else the Stripe customer. */
export function ownIdOf(payer: Payer, metadataKey: string): string | null {
  const subscriptions = Object.values(payer.subscriptions)
    .map(({ billing }) => billing)
    .sort((a, b) => (b.created ?? 0) - (a.created ?? 0) || (a.id < b.id ? -1 : 1))
  const named = [...subscriptions.map(({ metadata }) => metadata), payer.person?.metadata ?? {}]
  return named.map((metadata) => metadata[metadataKey]?.trim()).find((id) => id !== undefined && id !== '') ?? null
}

function stay(
  { ws }: Bench,
  record: CustomerRecord,
  payer: Payer,
  { userId, conflict }: Extract<Placement, { to: 'stay' }>,
): Placed {
  const isOnlyPayer = Object.keys(record.payers).every((id) => id === payer.id)
  const taken = userId !== null && ws.customersBy('user', userId).some((id) => id !== record.id)
  const mayAdopt = userId !== null && !taken && !record.erased
  const adopts = mayAdopt && (record.userId === null || (record.userIdBy === 'metadata' && isOnlyPayer))
  const isBlind = record.createdBy.isBlind === true && payer.person === null
  const { isBlind: _isBlind, ...createdBy } = record.createdBy
  return {
    record: {
      ...withPayer(record, payer),
      createdBy: isBlind ? record.createdBy : createdBy,
      userIdConflict: conflict,
      ...(adopts && { userId, userIdBy: 'metadata' as const }),
    },
    note:
      conflict === null
        ? ''
        : `Stripe's metadata names ${userId ?? 'an own id'} that customer ${conflict} has; nothing was moved.`,
    released: [],
    isNew: false,
  }
}

function linkTo(
  bench: Bench,
  payer: Payer,
  from: CustomerRecord | null,
  { customer, rule, userId }: Extract<Placement, { to: 'link' }>,
  cause: Cause,
): Placed {
  const { ws } = bench
  const target = ws.customer(customer)
  if (!target) throw new Error(`There is no customer ${customer}.`)
  const into = from ? absorb(target, from) : target
  if (from) {
    dismiss(bench, from, ended(from, target.id), cause)
    for (const id of Object.keys(from.payers)) if (id !== payer.id) ws.putLink(linkedTo(id, target.id))
  }
  const adopts = userId !== null && into.userId === null && !into.erased
  const how =
    rule === 'metadata'
      ? `by the own id ${userId} in Stripe's metadata`
      : 'by the e-mail address, which only this customer has'
  return {
    record: { ...withPayer(into, payer), ...(adopts && { userId, userIdBy: 'metadata' as const }) },
    note: `Stripe customer ${payer.id} was linked ${how}.`,
    released: linkAndRelease(bench, payer.id, target.id),
    isNew: false,
  }
}

function create(
  bench: Bench,
  payer: Payer,
  { rule, userId }: Extract<Placement, { to: 'create' }>,
  cause: Cause,
): Placed {
  const record = createFor(bench, payer, cause, { rule, isBlind: payer.person === null })
  return {
    record: { ...record, ...(userId !== null && { userId, userIdBy: 'metadata' as const }) },
    note:
      rule === 'unknown_user_id'
        ? `No customer has Stripe customer ${payer.id} or the own id ${userId}, so customer ${record.id} was made.`
        : `No customer has Stripe customer ${payer.id} or its e-mail address, so customer ${record.id} was made.`,
    released: linkAndRelease(bench, payer.id, record.id),
    isNew: true,
  }
}

/** A customer for a Stripe customer that nobody has. */
export function createFor(
  bench: Bench,
  payer: Payer,
  cause: Cause,
  how: { rule: CustomerRecord['createdBy']['rule']; isBlind: boolean },
): CustomerRecord {
  const { ws, nowMs } = bench
  const id = customerIdFor(payer.id)
  const former = ws.customer(id)
  const number = former ? former.number : ws.nextNumber('customer_number')
  const kind = cause.kind === 'event' ? 'event' : cause.kind === 'person' ? 'api' : 'snapshot'
  const ref =
    cause.kind === 'event'
      ? cause.id
      : cause.kind === 'snapshot'
        ? cause.source
        : cause.kind === 'person'
          ? cause.by
          : null
  const createdBy = { kind, ref, rule: how.rule, ...(how.isBlind && { isBlind: true as const }) } as const
  return withPayer(newRecord({ id, number, nowMs, createdBy }), payer)
}

/** The same id whatever the order of events: Stripe's own with our prefix, or its bytes where it has other characters. */
export function customerIdFor(stripeCustomerId: string): string {
  const own = /^cus_([A-Za-z0-9]{1,80})$/.exec(stripeCustomerId)?.[1]
  if (own) return `cust_${own}`
  const bytes = [...new TextEncoder().encode(stripeCustomerId)].map((byte) => byte.toString(16).padStart(2, '0'))
  return `cust_x${bytes.join('')}`
}

function nobody(bench: Bench, payer: Payer, link: PayerLink | null, cause: Cause): Placed {
  const placed = waitOn(bench, payer, link, { state: 'nobody', reason: 'unknown', candidates: [] }, cause)
  return {
    ...placed,
    note: `Nothing of Stripe customer ${payer.id} concerns the products that are included, so no customer changes.`,
  }
}

function waitOn(
  { ws, nowMs }: Bench,
  payer: Payer,
  link: PayerLink | null,
  why: { state: PayerLink['state']; reason: Unmatched['reason']; candidates: string[] },
  cause: Cause,
  userId: string | null = null,
): Placed {
  const former = link?.waiting
  const isNew = cause.kind === 'event' && why.state !== 'nobody' && !former?.events.some(({ seq }) => seq === cause.seq)
  const event =
    cause.kind === 'event' && isNew ? [{ seq: cause.seq, id: cause.id, type: cause.type, at: cause.at }] : []
  const needsNumber = why.state === 'waiting' && !former?.number
  ws.putLink({
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
  })
  return { record: null, note: waitingNote(payer, why), released: [], isNew: false }
}

/** A customer that was made before its address was known, and should not have been: its events wait with it. */
function demote(bench: Bench, payer: Payer, linked: CustomerRecord, cause: Cause): PayerLink {
  const { ws, nowMs } = bench
  dismiss(bench, linked, ended(linked, ''), cause)
  const events = linked.timeline.flatMap((entry) => {
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

/** The link from now on; what waited for it is given back. */
export function linkAndRelease({ ws }: Bench, stripeCustomerId: string, customerId: string): Waiting['events'] {
  const events = ws.link(stripeCustomerId)?.waiting?.events ?? []
  ws.putLink(linkedTo(stripeCustomerId, customerId))
  return events
}

export function linkedTo(stripeCustomerId: string, customerId: string): PayerLink {
  return { stripeCustomerId, customerId, state: 'linked', waiting: null }
}

export function withPayer(record: CustomerRecord, payer: Payer): CustomerRecord {
  const person =
    record.erased && payer.person ? { ...payer.person, email: null, name: null, metadata: {} } : payer.person
  return { ...record, payers: { ...record.payers, [payer.id]: { ...payer, person } } }
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
    since: isoSeconds(Math.floor((waiting?.sinceMs ?? 0) / 1000)),
  }
}
