import { type CustomerRecord, isGone, isShell, withoutPayer } from '../../domain/customer-record.ts'
import { type Bearer, type Candidate, normalEmail, type Placement, place } from '../../domain/identity.ts'
import { isIncluded } from '../../domain/packages.ts'
import type { Payer } from '../../domain/payer.ts'
import type { Cause } from './cause.ts'
import { createFor } from './create-customer.ts'
import { type Bench, rederive } from './derive.ts'
import { linkAndRelease, type Placed, withPayer } from './links.ts'
import { ownIdOf, withOwnId } from './own-id.ts'
import type { PayerLink } from './rows.ts'
import { takeOver } from './take-over.ts'
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
  const userId = ownIdOf(payer, identity.metadata_key)
  const email = normalEmail(payer.person?.email ?? null)
  const others = (ids: string[]): CustomerRecord[] =>
    ids.flatMap((id) => (id === linked?.id ? [] : (ws.customer(id) ?? [])))
  const byUser = userId === null ? null : (ws.customersBy('user', userId).map((id) => ws.customer(id))[0] ?? null)
  return {
    stripeCustomerId: payer.id,
    linked: linked && {
      ...candidateOf(linked),
      isBlind: linked.createdBy.isBlind === true,
      hasOthers: Object.keys(linked.payers).some((id) => id !== payer.id),
    },
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
    hasStripe: Object.values(record.payers).some((payer) => !isGone(payer)),
    isShell: isShell(record),
  }
}

function stay(
  bench: Bench,
  linked: CustomerRecord,
  payer: Payer,
  { conflict }: Extract<Placement, { to: 'stay' }>,
): Placed {
  const isBlind = linked.createdBy.isBlind === true && payer.person === null
  const { isBlind: _isBlind, ...createdBy } = linked.createdBy
  const record = { ...withPayer(linked, payer), createdBy: isBlind ? linked.createdBy : createdBy }
  return {
    record: withOwnId(bench, record),
    note:
      conflict === null
        ? ''
        : `Stripe's metadata names ${namedBy(bench, payer)} that customer ${conflict} has; nothing was moved.`,
    released: [],
    isNew: false,
  }
}

function linkTo(
  bench: Bench,
  payer: Payer,
  from: CustomerRecord | null,
  { customer, rule, leaves }: Extract<Placement, { to: 'link' }>,
  cause: Cause,
): Placed {
  const { ws } = bench
  const target = ws.customer(customer)
  if (!target) throw new Error(`There is no customer ${customer}.`)
  const into = from && !leaves ? takeOver(bench, target, from, cause) : target
  if (from && leaves) {
    const rest = withOwnId(bench, withoutPayer(from, payer.id))
    rederive(bench, rest, cause, { covered: false, isChanged: true })
  }
  const how =
    rule === 'metadata'
      ? `by the own id ${namedBy(bench, payer)} in Stripe's metadata`
      : 'by the e-mail address, which only this customer has'
  return {
    record: withOwnId(bench, withPayer(into, payer)),
    note: `Stripe customer ${payer.id} was linked ${how}.`,
    released: linkAndRelease(bench, payer.id, target.id),
    isNew: false,
  }
}

function create(bench: Bench, payer: Payer, { rule }: Extract<Placement, { to: 'create' }>, cause: Cause): Placed {
  const { record, isBack } = createFor(bench, payer, cause, { rule, isBlind: payer.person === null })
  const named = withOwnId(bench, record)
  const asked = rule === 'unknown_user_id' ? `the own id ${named.userId}` : 'its e-mail address'
  return {
    record: named,
    note: isBack
      ? `Stripe customer ${payer.id} is back, and belongs to customer ${record.id} again.`
      : `No customer has Stripe customer ${payer.id} or ${asked}, so customer ${record.id} was made.`,
    released: linkAndRelease(bench, payer.id, record.id),
    isNew: true,
  }
}

function namedBy({ rules }: Bench, payer: Payer): string {
  return ownIdOf(payer, rules.settings.identity.metadata_key) ?? 'an own id'
}

function nobody(bench: Bench, payer: Payer, link: PayerLink | null, cause: Cause): Placed {
  const placed = waitOn(bench, payer, link, { state: 'nobody', reason: 'unknown', candidates: [] }, cause)
  return {
    ...placed,
    note: `Nothing of Stripe customer ${payer.id} concerns the products that are included, so no customer changes.`,
  }
}
