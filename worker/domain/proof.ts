import { type Payer, type Payment, without } from './payer.ts'

/** What invoices and readings prove of one subscription, the same in whichever order they came. */
export interface Proof {
  /** Its latest invoices that are more than drafts, the latest first. */
  invoices: InvoiceEvidence[]
  /** What failed (see `failureKey`) → when a payment of it failed first. */
  failures: Record<string, FirstFailure>
  /** When an invoice of it was paid last, and when it was read as active or in its trial last; 0 for never. */
  paidAt: number
  activeAt: number
  /** When the newest invoice of it that was paid was made; not known of what was kept before this was. */
  billedAt?: number
  /** How far the lines of its paid invoices reach; null where none says. */
  paidThrough: number | null
  lastPayment: Payment | null
  /** Currency → what its invoices brought in. */
  paid: Record<string, number>
}

export interface InvoiceEvidence {
  id: string
  created: number
  at: number
  outcome: 'paid' | 'open' | 'void' | 'other'
  finalizedAt: number | null
  paidAt: number | null
  /** The latest period end of the lines that are a subscription's. */
  periodEnd: number | null
  amount: number
  currency: string
  attempts: number
  nextAttempt: number | null
  /** Subscription item → amount billed, for metered items. */
  billed: Record<string, number>
}

/** The first event that told of it, and the first answer of the API that showed it: that one came later than the failure. */
export interface FirstFailure {
  told: number | null
  shown: number | null
}

const NO_PROOF: Proof = {
  ...{ invoices: [], failures: {}, paidAt: 0, activeAt: 0, paidThrough: null, lastPayment: null, paid: {} },
}

/** Several are made within one second when a subscription begins and changes at once. */
const INVOICES_KEPT = 4
const FAILURES_KEPT = 24
/** Subscriptions that never came. */
const UNSEEN_KEPT = 20

export function proofOf(payer: Payer, subscription: string): Proof {
  return payer.proofs[subscription] ?? NO_PROOF
}

/** Only a subscription's latest invoices say whether it is paid for; the same one again replaces itself. */
export function withInvoice(payer: Payer, subscription: string, evidence: InvoiceEvidence): Payer {
  const proof = proofOf(payer, subscription)
  const others = proof.invoices.filter(({ id }) => id !== evidence.id)
  const invoices = [evidence, ...others].sort(newestFirst).slice(0, INVOICES_KEPT)
  const isPaid = evidence.outcome === 'paid'
  return withProof(payer, subscription, {
    ...proof,
    invoices,
    paidAt: Math.max(proof.paidAt, evidence.paidAt ?? 0),
    ...(isPaid && { billedAt: Math.max(proof.billedAt ?? 0, evidence.created) }),
    paidThrough: isPaid ? latest(proof.paidThrough, evidence.periodEnd) : proof.paidThrough,
  })
}

export function withActive(payer: Payer, subscription: string, at: number): Payer {
  const proof = proofOf(payer, subscription)
  return at > proof.activeAt ? withProof(payer, subscription, { ...proof, activeAt: at }) : payer
}

/** The earliest failure of each invoice counts, so that a retry that fails again does not begin the grace anew. */
export function withFailure(payer: Payer, subscription: string, key: string, at: number, isTold: boolean): Payer {
  const proof = proofOf(payer, subscription)
  const { told, shown } = proof.failures[key] ?? { told: null, shown: null }
  const first = isTold ? { told: Math.min(told ?? at, at), shown } : { told, shown: Math.min(shown ?? at, at) }
  const kept = Object.entries({ ...proof.failures, [key]: first })
    .sort(([, a], [, b]) => firstOf(b) - firstOf(a))
    .slice(0, FAILURES_KEPT)
  return withProof(payer, subscription, { ...proof, failures: Object.fromEntries(kept) })
}

/** Adds what an invoice of it brought, or takes it away again. */
export function withPaid(payer: Payer, subscription: string, currency: string, delta: number): Payer {
  const proof = proofOf(payer, subscription)
  if (delta === 0) return payer
  const paid = { ...proof.paid, [currency]: (proof.paid[currency] ?? 0) + delta }
  return withProof(payer, subscription, { ...proof, paid })
}

export function withLastPayment(payer: Payer, subscription: string, payment: Payment): Payer {
  const proof = proofOf(payer, subscription)
  const held = proof.lastPayment
  const isLater = !held || payment.at > held.at || (payment.at === held.at && payment.id >= held.id)
  return isLater ? withProof(payer, subscription, { ...proof, lastPayment: payment }) : payer
}

function withProof(payer: Payer, subscription: string, proof: Proof): Payer {
  const proofs = { ...payer.proofs, [subscription]: proof }
  return { ...payer, proofs: without(proofs, beyondReason(payer, proofs)) }
}

/** Proof of subscriptions that never came, but for the latest of them. */
function beyondReason({ subscriptions }: Payer, proofs: Payer['proofs']): string[] {
  const unseen = Object.keys(proofs).filter((id) => !subscriptions[id])
  if (unseen.length <= UNSEEN_KEPT) return []
  const age = (id: string): number => {
    const { invoices = [], failures = {} } = proofs[id] ?? {}
    return Math.max(invoices[0]?.created ?? 0, ...Object.values(failures).map(firstOf))
  }
  return unseen.sort((a, b) => age(b) - age(a) || (a < b ? -1 : 1)).slice(UNSEEN_KEPT)
}

/** Newest first; of several of one second the one that the subscription names comes first. */
export function invoicesOf(payer: Payer, subscription: string): InvoiceEvidence[] {
  const named = payer.subscriptions[subscription]?.billing.latestInvoice ?? null
  return proofOf(payer, subscription).invoices.toSorted(
    (a, b) => b.created - a.created || Number(b.id === named) - Number(a.id === named),
  )
}

/** The latest invoice that was not taken back: whether that one is paid decides. */
export function decidingInvoiceOf(payer: Payer, subscription: string): InvoiceEvidence | null {
  return invoicesOf(payer, subscription).find(({ outcome }) => outcome !== 'void') ?? null
}

/** Subscription item → what the latest invoice that bills it says, for metered items. */
export function billedOf(payer: Payer, subscription: string): Record<string, number> {
  const billings = invoicesOf(payer, subscription).filter(({ outcome }) => outcome !== 'void')
  return Object.assign({}, ...billings.map(({ billed }) => billed).toReversed())
}

/** When a payment of it failed first; null where none did. What an answer of the API shows failed when it was first tried. */
export function firstFailureOf({ failures, invoices }: Proof, key: string): number | null {
  const { told = null, shown = null } = failures[key] ?? {}
  if (shown === null || (told !== null && told <= shown)) return told
  return Math.min(shown, invoices.find(({ id }) => id === key)?.finalizedAt ?? shown)
}

function firstOf({ told, shown }: FirstFailure): number {
  return Math.min(told ?? Number.POSITIVE_INFINITY, shown ?? Number.POSITIVE_INFINITY)
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

function newestFirst(a: InvoiceEvidence, b: InvoiceEvidence): number {
  return b.created - a.created || (a.id < b.id ? 1 : -1)
}
