import type { StoredCustomer } from '../customer.ts'
import type { Occurrence } from './occurrence.ts'

/** What a change of a customer's state may start. `input`: the event or other input that made it, as the cause names it. */
export function stateOccurrences(
  before: StoredCustomer | null,
  after: StoredCustomer,
  from: { input: string; event: string | null; atMs: number },
): Occurrence[] {
  const about = (trigger: Occurrence['trigger'], what: string, data: Occurrence['data']): Occurrence => ({
    trigger,
    cause: `${what} ${after.id} ${from.input}`,
    atMs: from.atMs,
    event: from.event,
    subscription: null,
    prices: after.plan?.price ? [after.plan.price] : [],
    products: after.plan?.product ? [after.plan.product] : [],
    data,
  })
  const was = before?.segments ?? []
  const isNew = before === null || before.created_by.isBlind === true
  return [
    // Made by an event of something it owns, it is nobody yet: who it is comes with the Stripe customer.
    ...(isNew && !after.created_by.isBlind
      ? [{ ...about('customer.created', '', { created_by: after.created_by.rule }), cause: `created ${after.id}` }]
      : []),
    ...((before?.stage ?? null) === after.stage
      ? []
      : [about('stage.changed', `stage ${after.stage}`, { from: before?.stage ?? null, to: after.stage })]),
    ...((before?.access.state ?? 'none') === after.access.state
      ? []
      : [
          // By its name too: one input may take it away and give it back.
          about('access.changed', `access ${after.access.state}`, {
            from: before?.access.state ?? 'none',
            to: after.access.state,
            reason: after.access.reason,
          }),
        ]),
    ...after.segments
      .filter((id) => !was.includes(id))
      .map((segment) => ({ ...about('segment.entered', `entered ${segment}`, { segment }), segment })),
    ...was
      .filter((id) => !after.segments.includes(id))
      .map((segment) => ({ ...about('segment.left', `left ${segment}`, { segment }), segment })),
  ]
}
