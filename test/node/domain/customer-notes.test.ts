import { expect, it } from 'vitest'
import { customerNotes } from '../../../worker/domain/customer-notes.ts'
import { storedCustomer } from '../../support/customer.ts'

it.each([
  [[], [{ currency: 'usd', amount: 1500 }], 'MRR: none → 15.00 USD.'],
  [[{ currency: 'usd', amount: 123_456 }], [], 'MRR: 1,234.56 USD → none.'],
  [
    [{ currency: 'jpy', amount: 1500 }],
    [
      { currency: 'isk', amount: 1500 },
      { currency: 'tnd', amount: 1500 },
    ],
    'MRR: 1,500 JPY → 15.00 ISK and 1.500 TND.',
  ],
])(
  'an amount is written as people write it, with the decimals that Stripe gives its currency: %j → %j',
  (from, to, said) => {
    const change = { customer: 'cust_1', object: 'cust_1', field: 'mrr', from, to }
    expect(customerNotes(storedCustomer(), [change]).at(-1)).toBe(said)
  },
)
