import { type CustomerRecord, impersonalPayer } from '../../domain/customer-record.ts'
import { newPayer, type Payer } from '../../domain/payer.ts'
import type { Bench } from './derive.ts'
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
  const kept = record.erased ? impersonalPayer(payer) : payer
  return { ...record, payers: { ...record.payers, [payer.id]: kept } }
}
