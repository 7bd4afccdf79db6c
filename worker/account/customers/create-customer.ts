import { type CustomerRecord, newRecord } from '../../domain/customer-record.ts'
import type { Payer } from '../../domain/payer.ts'
import type { Cause } from './cause.ts'
import type { Bench } from './derive.ts'
import { withPayer } from './links.ts'

/**
 * A customer for a Stripe customer that nobody has. One that was made for it before and lives on without it, with what
 * people entered, gets it back (`isBack`).
 */
export function createFor(
  bench: Bench,
  payer: Payer,
  cause: Cause,
  how: { rule: CustomerRecord['createdBy']['rule']; isBlind: boolean },
): { record: CustomerRecord; isBack: boolean } {
  const { ws, nowMs } = bench
  const id = customerIdFor(payer.id)
  const former = ws.customer(id)
  if (former && former.mergedInto === null) return { record: withPayer(former, payer), isBack: true }
  const number = former ? former.number : ws.nextNumber('customer_number')
  const kind = cause.kind === 'event' ? 'event' : cause.kind === 'person' ? 'api' : 'snapshot'
  const ref =
    cause.kind === 'event'
      ? cause.id
      : cause.kind === 'snapshot'
        ? cause.source
        : cause.kind === 'person'
          ? cause.by
          : null
  const createdBy = { kind, ref, rule: how.rule, ...(how.isBlind && { isBlind: true as const }) } as const
  return { record: withPayer(newRecord({ id, number, nowMs, createdBy }), payer), isBack: false }
}

/** The same id whatever the order of events: Stripe's own with our prefix, or its bytes where it has other characters. */
export function customerIdFor(stripeCustomerId: string): string {
  const own = /^cus_([A-Za-z0-9]{1,80})$/.exec(stripeCustomerId)?.[1]
  if (own) return `cust_${own}`
  const bytes = [...new TextEncoder().encode(stripeCustomerId)].map((byte) => byte.toString(16).padStart(2, '0'))
  return `cust_x${bytes.join('')}`
}
