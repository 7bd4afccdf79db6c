import { beforeAll, describe, expect, it } from 'vitest'
import { unmatched } from '../../../worker/http/schemas/unmatched.ts'
import { call, makeKey } from './client.ts'
import { LIVE_TENANT, OTHER_TENANT, seedCustomers, seedUnmatched } from './customer-rows.ts'
import { insertEvents } from './rows.ts'

beforeAll(async () => {
  await seedCustomers([
    { id: 'cust_ada', number: 1, email: 'ada@example.com', name: 'Ada', user_id: '42' },
    { id: 'cust_ada2', number: 2, mergedInto: 'cust_ada' },
  ])
  await insertEvents([{ seq: 1, id: 'evt_1', type: 'invoice.paid', created: 1_790_000_000 }])
  await seedUnmatched([
    { number: 1, stripe_customer_id: 'cus_first' },
    {
      ...{ number: 2, stripe_customer_id: 'cus_second', email: 'ada@example.com', name: 'Ada', user_id: null },
      ...{
        reason: 'ambiguous_email',
        candidates: ['cust_ada', 'cust_ada2', 'cust_none'],
        events: ['evt_gone', 'evt_1'],
      },
    },
    { number: 3, stripe_customer_id: 'cus_settled', open: false },
  ])
  await seedUnmatched([{ number: 1, stripe_customer_id: 'cus_live' }], LIVE_TENANT)
  await seedUnmatched([{ number: 1, stripe_customer_id: 'cus_other' }], OTHER_TENANT)
})

describe('Stripe customers that wait', () => {
  it('are listed newest first, with the customers they may be, each once, and the events that are still there', async () => {
    const { status, body } = await call('GET', '/api/v1/unmatched')
    expect(status).toBe(200)
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['cus_second', 'cus_first'])
    expect(body.data[0]).toEqual({
      ...{ id: 'cus_second', object: 'unmatched', stripe_customer_id: 'cus_second' },
      ...{ email: 'ada@example.com', name: 'Ada', user_id: null, reason: 'ambiguous_email' },
      reason_text: expect.stringMatching(/e-mail/),
      candidates: [{ id: 'cust_ada', email: 'ada@example.com', name: 'Ada', user_id: '42' }],
      events: [{ id: 'evt_1', type: 'invoice.paid', created: '2026-09-21T14:13:20Z' }],
      since: '2026-11-01T00:00:00Z',
    })
    for (const item of body.data) expect(unmatched.strict().parse(item)).toEqual(item)
  })

  it('come in pages', async () => {
    const first = (await call('GET', '/api/v1/unmatched?limit=1')).body
    const second = (await call('GET', `/api/v1/unmatched?limit=1&after=${first.next_cursor}`)).body
    expect([first.data[0].id, second.data[0].id, second.has_more]).toEqual(['cus_second', 'cus_first', false])
  })

  it.each([{}, { customer: 'cust_1', create: true }, { create: false }, { ignore: 'yes' }, { customer: '' }])(
    'are not settled by %j',
    async (body) => {
      const answer = await call('POST', '/api/v1/unmatched/cus_first/resolve', { body })
      expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
    },
  )

  it('are settled with a full key only', async () => {
    const token = await makeKey('read', 'test')
    expect((await call('GET', '/api/v1/unmatched', { token })).status).toBe(200)
    const { status, body } = await call('POST', '/api/v1/unmatched/cus_first/resolve', {
      token,
      body: { create: true },
    })
    expect([status, body.code]).toEqual([403, 'scope_insufficient'])
  })

  it('that do not wait here are 404', async () => {
    for (const id of ['cus_none', 'cus_live', 'cus_other']) {
      const { status } = await call('POST', `/api/v1/unmatched/${id}/resolve`, { body: { create: true } })
      expect([id, status]).toEqual([id, 404])
    }
  })
})
