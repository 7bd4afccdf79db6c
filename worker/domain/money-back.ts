import { type Access, type AccessRules, NOTHING_TOLD } from './access.ts'
import type { BillingSubscription } from './billing.ts'
import type { AccessCode, AccessState } from './customer.ts'
import type { Payer } from './payer.ts'
import { proofOf } from './proof.ts'

/** A subscription with what it grants by itself. */
export interface Granting {
  payer: Payer
  billing: BillingSubscription
  access: Access
}

/** Money that went back, or may. */
interface Taken {
  payer: Payer
  kind: 'lost' | 'disputed' | 'refunded'
  /** What the sentence names: the dispute or the charge. */
  subject: string
  charge: string | null
  chargedAt: number | null
  at: number
  /** False: when the charge was made stands for when it was refunded, which nobody knows. */
  isExact: boolean
}

/** The weightiest comes first. */
const KINDS: readonly Taken['kind'][] = ['lost', 'disputed', 'refunded']
const CODES: Record<Taken['kind'], AccessCode> = {
  ...{ lost: 'dispute_lost', disputed: 'disputed', refunded: 'refunded' },
}

/**
 * What each of a customer's subscriptions grants once money that was taken back is considered: it ends or suspends what
 * that money had paid for, and nothing else, until a later payment.
 */
export function afterMoneyBack(all: readonly Granting[], payers: readonly Payer[], rules: AccessRules): Access[] {
  const granting = all.filter(({ access }) => access.state === 'active')
  const found = payers.flatMap(takenFrom).flatMap((taken) => {
    const state = stateAfter(taken.kind, rules)
    const of = state && (subscriptionOf(taken) ?? onlyOneFor(taken, granting))
    return of && !isPaidAgain(taken, of, payers) ? [{ taken, of, state }] : []
  })
  return all.map(({ payer, billing, access }) => {
    if (access.state !== 'active') return access
    const [worst] = found
      .filter(({ taken, of }) => taken.payer.id === payer.id && of.id === billing.id)
      .sort(({ taken: a }, { taken: b }) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.at - a.at)
    if (!worst) return access
    const { taken, state } = worst
    const told = { since: taken.at, until: null, subject: taken.subject, ...NOTHING_TOLD }
    return { state, code: CODES[taken.kind], ...told }
  })
}

function takenFrom(payer: Payer): Taken[] {
  const disputes = Object.entries(payer.disputes).flatMap(([subject, dispute]): Taken[] => {
    const { status, charge, chargedAt, createdAt, lost } = dispute
    if (status !== 'lost' && status !== 'open') return []
    const kind = status === 'lost' ? 'lost' : 'disputed'
    const at = status === 'lost' ? (lost?.at ?? createdAt) : createdAt
    return [{ payer, kind, subject, charge, chargedAt, at, isExact: true }]
  })
  const refunds = Object.entries(payer.refunds).flatMap(([charge, { stands, ...when }]): Taken[] =>
    stands ? [{ payer, kind: 'refunded', subject: charge, charge, ...when }] : [],
  )
  return [...disputes, ...refunds]
}

function stateAfter(kind: Taken['kind'], { settings }: AccessRules): AccessState | null {
  if (kind === 'lost') return 'expired'
  if (kind === 'disputed') return settings.on_dispute === 'suspend' ? 'suspended' : null
  if (settings.on_full_refund === 'keep') return null
  return settings.on_full_refund === 'expire' ? 'expired' : 'suspended'
}

interface Of {
  id: string
  /** The charge names its invoice. */
  isNamed: boolean
}

function subscriptionOf({ payer, charge }: Taken): Of | null {
  const invoice = charge === null ? undefined : payer.chargeInvoices[charge]?.invoice
  if (invoice === undefined) return null
  const held = Object.entries(payer.proofs).find(([, { invoices }]) => invoices.some(({ id }) => id === invoice))
  return held ? { id: held[0], isNamed: true } : null
}

/**
 * Nothing on a charge names its invoice since 2025-03-31.basil: it was for the one subscription that there is, unless that
 * began later, or one that has ended since was under way when it was charged.
 */
function onlyOneFor({ payer, at, chargedAt }: Taken, granting: readonly Granting[]): Of | null {
  const [only, ...others] = granting
  if (!only || others.length > 0 || only.payer.id !== payer.id) return null
  const paidBy = chargedAt ?? at
  if (Math.min(at, paidBy) < startOf(only.billing)) return null
  const isAnothers = Object.values(payer.subscriptions).some(({ billing }) => {
    const endedAt = billing.status === 'canceled' ? (billing.endedAt ?? billing.canceledAt) : null
    return endedAt !== null && startOf(billing) <= paidBy && paidBy <= endedAt
  })
  return isAnothers ? null : { id: only.billing.id, isNamed: false }
}

function startOf({ startedAt, created }: BillingSubscription): number {
  return Math.min(startedAt ?? created ?? 0, created ?? startedAt ?? 0)
}

/** A dispute that is open is not settled by money. */
function isPaidAgain(taken: Taken, { id, isNamed }: Of, payers: readonly Payer[]): boolean {
  if (taken.kind === 'disputed') return false
  const { lastPayment: own, invoices } = proofOf(taken.payer, id)
  const payments = isNamed ? [own] : [own, ...payers.map(({ lastPayment }) => lastPayment)]
  return payments.some((payment) => {
    if (!payment || payment.at <= taken.at) return false
    // An invoice counts as paid seconds after its charge was made, or days: it was there before the charge was.
    const invoice = invoices.find((one) => one.id === payment.id)
    return taken.isExact || !invoice || invoice.created > taken.at
  })
}
