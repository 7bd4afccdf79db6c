/** What became of an event. It leaves `pending` once the account object has decided; see docs/storage.md. */
export const EVENT_OUTCOMES = ['pending', 'processed', 'ignored', 'unmatched', 'parked'] as const
export type EventOutcome = (typeof EVENT_OUTCOMES)[number]

/** How an event first reached us. */
export const EVENT_SOURCES = ['webhook', 'catch_up', 'replay', 'simulation'] as const
export type EventSource = (typeof EVENT_SOURCES)[number]

/** One value that an event changed. `customer` is null where the change is Stripe's own (a price archived, say). */
export interface Change {
  customer: string | null
  object: string
  field: string
  from: unknown
  to: unknown
}
