import { describe, expect, it } from 'vitest'
import { keptOf } from '../../../worker/stripe/keep.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'

const INVOICE = {
  ...{ id: 'in_1', object: 'invoice', status: 'paid', customer: 'cus_1', currency: 'usd', total: 900, amount_due: 900 },
  ...{ amount_paid: 900, amount_remaining: 0, attempt_count: 1, billing_reason: 'subscription_cycle', created: 1 },
  parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } },
  account_name: 'Acme',
  footer: null,
  lines: {
    object: 'list',
    has_more: true,
    data: [{ id: 'il_1', amount: 900, description: 'long', period: { start: 1, end: 2 } }],
  },
}
const CHARGE = {
  ...{ id: 'ch_1', object: 'charge', status: 'succeeded', customer: 'cus_1', currency: 'usd', amount: 900, created: 1 },
  ...{ amount_captured: 900, amount_refunded: 100, refunded: false, disputed: true },
  payment_method_details: { card: { last4: '4242' } },
}

describe('what is kept of an object', () => {
  it.each([
    ['invoice', INVOICE],
    ['charge', CHARGE],
  ] as const)('is all that a rule reads of an %s, and no more', (type, object) => {
    expect(readFacts(type, keptOf(type, object))).toEqual(readFacts(type, object))
    expect(JSON.stringify(keptOf(type, object))).not.toMatch(/account_name|footer|description|4242/)
  })

  it('has the lines of an invoice, and that there are more of them', () => {
    expect(keptOf('invoice', INVOICE).lines).toEqual({
      has_more: true,
      data: [{ id: 'il_1', amount: 900, period: { start: 1, end: 2 } }],
    })
    expect(keptOf('invoice', { id: 'in_1' })).toEqual({ id: 'in_1' })
  })

  it.each(['product', 'price', 'coupon', 'customer', 'subscription'] as const)('is the whole of a %s', (type) => {
    const object = { id: 'x', anything: { at: ['all'] } }
    expect(keptOf(type, object)).toBe(object)
  })
})
