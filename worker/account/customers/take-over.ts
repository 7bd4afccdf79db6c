import type { CustomerRecord } from '../../domain/customer-record.ts'
import { absorb, ended } from '../../domain/merge-records.ts'
import { tellMerged } from '../automations/tell-endpoints.ts'
import type { Cause } from './cause.ts'
import { type Bench, dismiss } from './derive.ts'
import { linkedTo } from './links.ts'
import { takeTimeline } from './timeline.ts'

/** `from` ends in `into`: all that it rests on, its Stripe customers and its history go over. Gives `into` as it is then. */
export function takeOver(bench: Bench, into: CustomerRecord, from: CustomerRecord, cause: Cause): CustomerRecord {
  const taken = takeTimeline(bench.ws, absorb(into, from), from)
  dismiss(bench, from, ended(from, into.id), cause)
  tellMerged(bench, into.state, from.state, cause)
  for (const id of Object.keys(from.payers)) bench.ws.putLink(linkedTo(id, into.id))
  return taken
}
