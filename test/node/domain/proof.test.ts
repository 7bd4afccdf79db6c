import { expect, it } from 'vitest'
import { newPayer, type Payer, withSubscription } from '../../../worker/domain/payer.ts'
import {
  firstFailureOf,
  type InvoiceEvidence,
  proofOf,
  withFailure,
  withInvoice,
} from '../../../worker/domain/proof.ts'
import { billing, NOW } from './mrr/factories.ts'

function evidence(over: Partial<InvoiceEvidence> = {}): InvoiceEvidence {
  return {
    ...{ id: 'in_1', created: NOW, at: NOW, outcome: 'open', finalizedAt: NOW, paidAt: null, periodEnd: null },
    ...{ amount: 2000, currency: 'usd', attempts: 1, nextAttempt: null, billed: {} },
    ...over,
  }
}

/** So many subscriptions that never came, each with a failure; the later the number the newer. */
function unseen(count: number): Payer {
  return Array.from({ length: count }, (_, at) => at).reduce(
    (payer, at) => withFailure(payer, `sub_${at}`, `in_${at}`, NOW + at, true),
    newPayer('cus_1'),
  )
}

it('of subscriptions that never came only the latest twenty are remembered', () => {
  const kept = Object.keys(unseen(50).proofs)
  expect(kept.length).toBe(20)
  expect(kept).toContain('sub_49')
  expect(kept).not.toContain('sub_29')
})

it('of a subscription that came nothing is forgotten for those that never did', () => {
  const seen = withSubscription(newPayer('cus_1'), { billing: billing({ id: 'sub_old' }), at: NOW - 9 })
  const failed = withFailure(seen, 'sub_old', 'in_old', NOW - 9, true)
  const later = { ...unseen(30), subscriptions: failed.subscriptions }
  const all = withInvoice({ ...later, proofs: { ...later.proofs, ...failed.proofs } }, 'sub_new', evidence())
  expect(proofOf(all, 'sub_old').failures).toEqual({ in_old: { told: NOW - 9, shown: null } })
})

it('an event says when a payment failed first; what the API showed before that failed when it was finalised', () => {
  const held = withInvoice(newPayer('cus_1'), 'sub_1', evidence({ finalizedAt: NOW - 500 }))
  const told = withFailure(held, 'sub_1', 'in_1', NOW - 100, true)
  expect(firstFailureOf(proofOf(told, 'sub_1'), 'in_1')).toBe(NOW - 100)
  const shownLater = withFailure(told, 'sub_1', 'in_1', NOW, false)
  expect(firstFailureOf(proofOf(shownLater, 'sub_1'), 'in_1')).toBe(NOW - 100)
  const shownBefore = withFailure(told, 'sub_1', 'in_1', NOW - 300, false)
  expect(firstFailureOf(proofOf(shownBefore, 'sub_1'), 'in_1')).toBe(NOW - 500)
})

it('two years of monthly failures are kept, the first of them too', () => {
  const months = Array.from({ length: 24 }, (_, month) => month)
  const payer = months.reduce(
    (all, month) => withFailure(all, 'sub_1', `in_${month}`, NOW + month, true),
    newPayer('c'),
  )
  expect(firstFailureOf(proofOf(payer, 'sub_1'), 'in_0')).toBe(NOW)
})
