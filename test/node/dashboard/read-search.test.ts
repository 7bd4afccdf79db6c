import { describe, expect, it } from 'vitest'
import { readSearch } from '../../../dashboard/lib/read-search.ts'

describe('readSearch', () => {
  it.each([
    ['evt_1QxYz2AbCdEf', { kind: 'event', id: 'evt_1QxYz2AbCdEf' }],
    ['  evt_1QxYz2AbCdEf\n', { kind: 'event', id: 'evt_1QxYz2AbCdEf' }],
    ['cust_01KAFZ5T8', { kind: 'customer', id: 'cust_01KAFZ5T8' }],
    ['cus_NffrFeUfNV2Hib', { kind: 'stripe_customer', id: 'cus_NffrFeUfNV2Hib' }],
    ['sub_1MowQVLkdIwHu7', { kind: 'object', id: 'sub_1MowQVLkdIwHu7' }],
    ['prod_NWjs8kKbJWmuuc', { kind: 'object', id: 'prod_NWjs8kKbJWmuuc' }],
    ['invoice.paid', { kind: 'type', type: 'invoice.paid' }],
    ['customer.subscription.*', { kind: 'type', type: 'customer.subscription.*' }],
    ['v2.core.event_destination.ping', { kind: 'type', type: 'v2.core.event_destination.ping' }],
  ])('reads %j', (input, intent) => {
    expect(readSearch(input)).toEqual(intent)
  })

  it.each(['example.com', 'alice@example.com', 'payment_method', 'Größe XL', '4711'])('takes %j as text', (input) => {
    expect(readSearch(input)).toEqual({ kind: 'text', text: input })
  })

  it('finds nothing in blanks, and cuts a text to what the API takes', () => {
    expect(readSearch('   ')).toBeNull()
    expect(readSearch('x '.repeat(300))).toEqual({ kind: 'text', text: 'x '.repeat(100) })
  })
})
