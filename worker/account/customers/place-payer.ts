import { absorb, type CustomerRecord, ended, isShell } from '../../domain/customer-record.ts'
import { type Bearer, type Candidate, normalEmail, type Placement, place } from '../../domain/identity.ts'
import { isIncluded } from '../../domain/packages.ts'
import type { Payer } from '../../domain/payer.ts'
import type { Cause } from './cause.ts'
import { createFor } from './create-customer.ts'
import { type Bench, dismiss } from './derive.ts'
import { linkAndRelease, linkedTo, type Placed, withPayer } from './links.ts'
import type { PayerLink } from './rows.ts'
import { takeTimeline } from './timeline.ts'
import { demote, waitOn } from './waiting.ts'

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
  const into = from ? takeTimeline(ws, absorb(target, from), from) : target
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

function nobody(bench: Bench, payer: Payer, link: PayerLink | null, cause: Cause): Placed {
  const placed = waitOn(bench, payer, link, { state: 'nobody', reason: 'unknown', candidates: [] }, cause)
  return {
    ...placed,
    note: `Nothing of Stripe customer ${payer.id} concerns the products that are included, so no customer changes.`,
  }
}
