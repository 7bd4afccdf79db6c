import type { Settlement, UnmatchedAnswer } from '../customer-rpc.ts'
import type { Cause } from './cause.ts'
import { pinned } from './commands.ts'
import { createFor } from './create-customer.ts'
import { type Bench, rederive } from './derive.ts'
import { payerOf } from './links.ts'
import { living } from './living.ts'
import { placeNaming } from './settle-payer.ts'

/** What a person decided about a Stripe customer that waits. Its events take effect for the customer it goes to. */
export function settleUnmatched(
  bench: Bench,
  stripeCustomerId: string,
  settlement: Settlement,
  by: string,
): UnmatchedAnswer {
  const { ws } = bench
  const link = ws.link(stripeCustomerId)
  if (!link || link.customerId !== null) return { ok: false, reason: 'not_found' }
  if ('ignore' in settlement) {
    ws.putLink({ ...link, state: 'ignored' })
    ws.keep()
    return { ok: true, customer: null }
  }
  const cause: Cause = { kind: 'person', by, note: `Stripe customer ${stripeCustomerId} was linked by hand.` }
  const payer = payerOf(bench, stripeCustomerId)
  const target =
    'link' in settlement
      ? living(bench, settlement.link)
      : createFor(bench, payer, cause, { rule: 'unmatched_resolved', isBlind: false }).record
  if (!target) return { ok: false, reason: 'customer_not_found' }
  if (target.erased) return { ok: false, reason: 'customer_erased' }
  const linked = pinned(bench, target, stripeCustomerId)
  const { customer } = rederive(bench, linked, cause, { covered: false, isChanged: true })
  placeNaming(bench, target.id, [target.userId, linked.userId])
  ws.keep()
  return { ok: true, customer: living(bench, target.id)?.state ?? customer }
}
