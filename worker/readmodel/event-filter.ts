import { EVENT_OUTCOMES, type EventOutcome } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'

/** Which events are meant; what is left out does not restrict. Times are ms. */
export interface EventSelection {
  /** Exact (`invoice.paid`), or all types under a prefix (`invoice.*`). */
  type?: string | undefined
  stripeCustomerId?: string | undefined
  stripeObjectId?: string | undefined
  outcome?: EventOutcome | undefined
  /** At this time or later. */
  receivedAfter?: number | undefined
  /** Before this time, so that two windows that meet never show an event twice. */
  receivedBefore?: number | undefined
  /** Text in the id, the type, the object's id or the payload; ASCII letters match in either case. */
  text?: string | undefined
}

/** A WHERE clause with numbered parameters, tenant first. */
export interface Condition {
  sql: string
  params: (string | number)[]
}

/** No LIKE or GLOB: patterns over 50 bytes fail on D1, and `_` is a wildcard that Stripe's types are full of. */
export function eventCondition(tenant: Tenant, selection: EventSelection): Condition {
  const params: (string | number)[] = [tenant.accountId, tenant.mode]
  const clauses = ['account_id = ?1', 'mode = ?2']
  function where(sql: (placeholder: string) => string, value: string | number | undefined): void {
    if (value === undefined) return
    params.push(value)
    clauses.push(sql(`?${params.length}`))
  }
  if (selection.type?.endsWith('.*')) {
    const prefix = selection.type.slice(0, -1)
    where((p) => `type >= ${p}`, prefix)
    // "/" is the character after ".", so this bounds everything that begins with the prefix.
    where((p) => `type < ${p}`, `${prefix.slice(0, -1)}/`)
  } else {
    where((p) => `type = ${p}`, selection.type)
  }
  where((p) => `stripe_customer_id = ${p}`, selection.stripeCustomerId)
  where((p) => `stripe_object_id = ${p}`, selection.stripeObjectId)
  // Written out, so that the partial index of what is parked serves; the values are a fixed list.
  const outcome = EVENT_OUTCOMES.find((known) => known === selection.outcome)
  if (outcome) clauses.push(`outcome = '${outcome}'`)
  where((p) => `received_at >= ${p}`, selection.receivedAfter)
  where((p) => `received_at < ${p}`, selection.receivedBefore)
  where(
    (p) =>
      `(instr(lower(id), lower(${p})) OR instr(lower(type), lower(${p})) OR instr(lower(coalesce(stripe_object_id, '')), lower(${p}))` +
      ` OR instr(lower(coalesce(payload, '')), lower(${p})))`,
    selection.text,
  )
  return { sql: clauses.join(' AND '), params }
}
