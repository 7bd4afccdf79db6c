import type { Access } from './access.ts'
import type { OpenGoal } from './automation/goal.ts'
import type { Money } from './billing.ts'
import type { CreatedBy, Override, OverrideField, OwnField, StoredCustomer, TimelineEntry } from './customer.ts'
import { normalEmail } from './identity.ts'
import type { Payer, Person } from './payer.ts'

/** A customer as its account object keeps it: what it rests on, and what was derived from that last. */
export interface CustomerRecord {
  id: string
  /** Order of creation within the tenant. */
  number: number
  createdAtMs: number
  createdBy: CreatedBy
  /** Null: as the settings say. */
  kind: 'user' | 'account' | null
  /** What a person entered wins over what Stripe says; absent: as Stripe says. */
  own: { email?: string | null; name?: string | null }
  userId: string | null
  /** Where the own id comes from: what a person entered is not changed by metadata. */
  userIdBy: 'person' | 'metadata' | null
  /** Another customer has the own id that Stripe's metadata names. */
  userIdConflict: string | null
  /** Own ids that its Stripe customers name and that it does not have; absent in what was kept before this was. */
  namedIds?: string[]
  /** Stripe customers that a person linked. */
  pinned: string[]
  /** The one that stands for the customer because a person said so; null: the first by its creation in Stripe. */
  leader: string | null
  payers: Record<string, Payer>
  tags: string[]
  fields: Record<string, OwnField>
  overrides: Partial<Record<OverrideField, Override>>
  /** Access as derived last, in seconds; null before. */
  access: Access | null
  state: StoredCustomer | null
  /** When time alone changes something next. */
  dueAtMs: number | null
  /** Up to when it was looked for reminders that are due, ms. */
  remindedUpToMs?: number
  /** Goals of runs that are neither reached nor over. */
  goals?: OpenGoal[]
  /** When the last marketing mail left, ms. */
  lastMarketingMs?: number
  /** The marketing mail that was given out last; while it is under way, no other is. */
  marketingGivenOut?: string
  /** When the customer went through automations last, ms, by `ranKey`; of those that ask for it. */
  ran?: Record<string, number>
  /** What its movements sum up to, and the currencies that had MRR at some time. */
  ledger: Money[]
  had: string[]
  /** The newest entries, oldest first; full pages are put away. */
  timeline: TimelineEntry[]
  timelinePages: number
  /** It ended in another customer; empty text: it was made too early and belongs to nobody. */
  mergedInto: string | null
  erased: boolean
}

export function newRecord(of: { id: string; number: number; nowMs: number; createdBy: CreatedBy }): CustomerRecord {
  return {
    ...{ id: of.id, number: of.number, createdAtMs: of.nowMs, createdBy: of.createdBy },
    ...{
      kind: null,
      own: {},
      userId: null,
      userIdBy: null,
      userIdConflict: null,
      pinned: [],
      leader: null,
      payers: {},
    },
    ...{ tags: [], fields: {}, overrides: {}, access: null, state: null, dueAtMs: null, ledger: [], had: [] },
    ...{ timeline: [], timelinePages: 0, mergedInto: null, erased: false },
  }
}

/** The first stands for the customer: the one a person named, else the first by its creation in Stripe. */
export function payersOf({ payers, leader }: CustomerRecord): Payer[] {
  return Object.values(payers).sort(
    (a, b) => Number(b.id === leader) - Number(a.id === leader) || bornAt(a) - bornAt(b) || (a.id < b.id ? -1 : 1),
  )
}

/** When it came into being at Stripe, as far as is known. */
export function bornAt({ person, subscriptions }: Payer): number {
  const started = Object.values(subscriptions).map(({ billing, at }) => billing.created ?? at)
  return person?.created ?? Math.min(...started, Number.MAX_SAFE_INTEGER)
}

export function emailOf(record: CustomerRecord): string | null {
  if (record.erased) return null
  return record.own.email !== undefined ? record.own.email : firstOf(record, ({ email }) => email)
}

export function nameOf(record: CustomerRecord): string | null {
  if (record.erased) return null
  return record.own.name !== undefined ? record.own.name : firstOf(record, ({ name }) => name)
}

/** The language that Stripe says they prefer. */
export function localeOf(record: CustomerRecord): string | null {
  return record.erased ? null : firstOf(record, ({ locale }) => locale ?? null)
}

function firstOf(record: CustomerRecord, read: (person: Person) => string | null): string | null {
  for (const { person } of payersOf(record)) {
    const value = person && read(person)
    if (value) return value
  }
  return null
}

/** What a customer is looked up by besides its Stripe customers; `named` are `namedIds`. */
export type KeyKind = 'user' | 'email' | 'named'

export function keysOf(record: CustomerRecord): { kind: KeyKind; value: string }[] {
  if (record.mergedInto !== null || record.erased) return []
  const email = normalEmail(emailOf(record))
  return [
    ...(record.userId === null ? [] : [{ kind: 'user', value: record.userId } as const]),
    ...(email === null ? [] : [{ kind: 'email', value: email } as const]),
    ...(record.namedIds ?? []).map((value) => ({ kind: 'named', value }) as const),
  ]
}

/** Made by an input of Stripe's, and no person has added anything: it may go up in another customer. */
export function isShell(record: CustomerRecord): boolean {
  return (
    record.createdBy.kind !== 'api' &&
    record.createdBy.rule !== 'unmatched_resolved' &&
    record.userIdBy !== 'person' &&
    Object.keys(record.own).length === 0 &&
    record.pinned.length === 0 &&
    record.tags.length === 0 &&
    Object.keys(record.fields).length === 0 &&
    Object.keys(record.overrides).length === 0 &&
    !record.erased
  )
}

/** It was deleted at Stripe. */
export function isGone({ person }: Payer): boolean {
  return (person?.goneAt ?? null) !== null
}

/** The customer without one of its Stripe customers, which goes elsewhere. */
export function withoutPayer(record: CustomerRecord, stripeCustomerId: string): CustomerRecord {
  const others = Object.entries(record.payers).filter(([id]) => id !== stripeCustomerId)
  const leader = record.leader === stripeCustomerId ? null : record.leader
  return { ...record, payers: Object.fromEntries(others), leader }
}

/** Personal data goes; what was paid and when stays. */
export function erased(record: CustomerRecord): CustomerRecord {
  const payers = Object.values(record.payers).map(impersonalPayer)
  const overrides = Object.entries(record.overrides).map(([field, override]) => [field, { ...override, reason: null }])
  return {
    ...record,
    ...{
      erased: true,
      own: {},
      userId: null,
      userIdBy: null,
      userIdConflict: null,
      namedIds: [],
      tags: [],
      fields: {},
    },
    overrides: Object.fromEntries(overrides),
    payers: Object.fromEntries(payers.map((payer) => [payer.id, payer])),
    state: record.state && impersonalState(record.state),
    timeline: record.timeline.map(impersonalEntry),
  }
}

/** That something changed stays; from what to what, and what a person wrote, may be personal. */
export function impersonalEntry(entry: TimelineEntry): TimelineEntry {
  if (entry.kind !== 'change') return entry
  const { words: _words, ...told } = entry
  return { ...told, changes: [] }
}

/** What rules read of a Stripe customer, and nothing that says who it is. */
export function impersonalPayer(payer: Payer): Payer {
  const subscriptions = Object.entries(payer.subscriptions).map(([id, { billing, at }]) => [
    id,
    { billing: { ...billing, metadata: {} }, at },
  ])
  return {
    ...payer,
    person: payer.person && { ...payer.person, email: null, name: null, metadata: {}, locale: null },
    subscriptions: Object.fromEntries(subscriptions),
    lastFailure: payer.lastFailure && { ...payer.lastFailure, reason: null },
  }
}

export function impersonalState({ locale: _locale, ...state }: StoredCustomer): StoredCustomer {
  return { ...state, email: null, name: null, user_id: null }
}
