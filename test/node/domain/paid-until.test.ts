import { expect, it } from 'vitest'
import type { Interval } from '../../../worker/domain/billing.ts'
import { paidUntil } from '../../../worker/domain/paid-until.ts'
import { newPayer } from '../../../worker/domain/payer.ts'
import { type InvoiceEvidence, withInvoice } from '../../../worker/domain/proof.ts'
import { billing, item } from './mrr/factories.ts'

const seconds = (iso: string): number => Date.parse(iso) / 1000

function paid(created: number): InvoiceEvidence {
  return {
    ...{ id: 'in_1', created, at: created, outcome: 'paid', finalizedAt: created, paidAt: created + 400_000 },
    ...{ periodEnd: null, amount: 2000, currency: 'usd', attempts: 1, nextAttempt: null, billed: {} },
  }
}

it.each<[Interval, number, string, string]>([
  ['month', 1, '2027-01-31T08:00:00Z', '2027-02-28T08:00:00Z'],
  ['month', 1, '2026-11-10T23:59:59Z', '2026-12-10T23:59:59Z'],
  ['month', 3, '2026-11-30T08:00:00Z', '2027-02-28T08:00:00Z'],
  ['year', 1, '2028-02-29T08:00:00Z', '2029-02-28T08:00:00Z'],
  ['week', 2, '2026-12-25T08:00:00Z', '2027-01-08T08:00:00Z'],
  ['day', 10, '2026-12-25T08:00:00Z', '2027-01-04T08:00:00Z'],
])(
  'a paid invoice without periods pays for one interval from when it was made: %s × %i from %s',
  (interval, intervalCount, from, until) => {
    const seen = billing({
      ...{ id: 'sub_1', currentPeriodEnd: seconds('2040-01-01T00:00:00Z') },
      items: [item('month', { recurring: { interval, intervalCount, usageType: 'licensed' } })],
    })
    const payer = withInvoice(newPayer('cus_1'), 'sub_1', paid(seconds(from)))
    expect(paidUntil(payer, seen)).toBe(seconds(until))
  },
)
