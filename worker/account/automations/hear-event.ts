import type { Occurrence } from '../../domain/automation/occurrence.ts'
import { payersOf } from '../../domain/customer-record.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { disputedCharge, recoveredInvoice } from '../../stripe/event-about.ts'
import { eventOccurrences } from '../../stripe/event-occurrences.ts'
import type { Bench } from '../customers/derive.ts'
import { living } from '../customers/living.ts'
import { type InboxRow, readInboxByKey } from '../inbox.ts'

/** What an event says has happened to its customer, for automations. Its JSON is read only where there are some. */
export function hearEvent(bench: Bench, row: InboxRow, customerId: string | null): void {
  const { ws } = bench
  if (ws.acts.automations().length === 0 || row.payload === null) return
  const event: unknown = JSON.parse(row.payload)
  if (!isJsonObject(event)) return
  const owner = customerId ?? (row.stripeCustomerId ? (ws.link(row.stripeCustomerId)?.customerId ?? null) : null)
  if (owner === null) {
    const charge = disputedCharge(event)
    if (charge) ws.waitFor({ objectType: 'charge', objectId: charge }, `${EVENT}${row.key}`)
    return
  }
  for (const occurrence of [...eventOccurrences(event), ...recovered(bench, owner, event, row)])
    ws.acts.hear({ customerId: owner, occurrence: withPlan(bench, owner, occurrence), depth: 0 })
}

/** A refund or a dispute names no product: it is of the plan that its customer has. */
function withPlan(bench: Bench, customerId: string, occurrence: Occurrence): Occurrence {
  if (occurrence.prices.length + occurrence.products.length > 0) return occurrence
  const plan = living(bench, customerId)?.state?.plan
  if (!plan) return occurrence
  return { ...occurrence, prices: plan.price ? [plan.price] : [], products: plan.product ? [plan.product] : [] }
}

/** Whose a dispute is, its charge tells. What waits for that begins with this. */
const EVENT = 'event '

/** Events of those that waited for a charge; whose they are is known now. */
export function hearWaiting(bench: Bench, waited: readonly string[], customerId: string): void {
  for (const what of waited) {
    const row = what.startsWith(EVENT) ? readInboxByKey(bench.ws.sql, what.slice(EVENT.length)) : null
    if (row) hearEvent(bench, row, customerId)
  }
}

/** A payment that failed is made: both are known of the invoice, in whichever order they came. */
function recovered(bench: Bench, customerId: string, event: JsonObject, row: InboxRow): Occurrence[] {
  const about = recoveredInvoice(event)
  const record = about && living(bench, customerId)
  if (!about || !record) return []
  const proof = payersOf(record).flatMap(({ proofs }) => proofs[about.subscription] ?? [])[0]
  const paid = bench.ws.object('invoice', about.invoice)?.winner.object
  if (!proof?.failures[about.invoice] || paid?.status !== 'paid') return []
  // That it failed was not told either: it was not finished.
  if (paid.billing_reason === 'subscription_create') return []
  return eventOccurrences(event)
    .slice(0, 1)
    .map((first) => ({
      ...first,
      trigger: 'payment.recovered' as const,
      cause: `recovered ${about.invoice}`,
      atMs: row.created * 1000,
      data: { amount: paid.amount_paid, currency: paid.currency, attempt: paid.attempt_count },
    }))
}
