import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { customer } from '../../../worker/http/schemas/customer.ts'
import { timelineItem } from '../../../worker/http/schemas/timeline.ts'
import { upsertMovements } from '../../../worker/readmodel/write-customers.ts'
import { call } from './client.ts'
import { LIVE_TENANT, OTHER_TENANT, seedCustomers, seedSettings, seedUnmatched, TEST_TENANT } from './customer-rows.ts'
import { insertEvents, insertPrice, insertProduct } from './rows.ts'

const ADA = {
  id: 'cust_ada',
  number: 1,
  external_id: 'cus_ada',
  stripe_customer_ids: ['cus_ada', 'cus_ada2'],
  user_id: 'team/42 ü',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  stage: 'customer',
  access: { state: 'active', since: '2026-10-01T00:00:00Z', until: null, reason: 'Pays.', code: 'subscribed' },
  packages: ['pro'],
  tags: ['vip'],
  segments: ['seg_paying'],
  subscription_status: 'active',
  plan: { price: 'price_gold', product: 'prod_gold' },
  quantity: 3,
  mrr: [{ currency: 'eur', amount: 1900 }],
  renewal_date: '2126-12-01T00:00:00Z',
  overrides: {
    stage: { value: null, until: null, reason: 'VIP', set_by: 'operator', set_at: '2026-11-01T00:00:00Z' },
  },
  set: { stage: ['evt_1', '2026-10-01T00:00:00Z'], plan: ['evt_2', '2026-10-02T00:00:00Z'] },
  own_fields: { seats: { value: 12, set_by: 'key:key_1', set_at: '2026-10-03T00:00:00Z' } },
} as const

beforeAll(async () => {
  await insertProduct({ id: 'prod_gold', created: 1 })
  await insertPrice({ id: 'price_gold', product: 'prod_gold', created: 1, interval: 'month' })
  await env.DB.prepare("UPDATE prices SET nickname = 'Gold monthly'").run()
  await seedSettings({
    segments: [
      { id: 'seg_paying', name: 'Paying', conditions: [{ field: 'mrr', op: 'gt', value: 0 }], createdAtMs: 1 },
    ],
  })
  await seedCustomers([
    structuredClone(ADA) as never,
    {
      ...{ id: 'cust_bob', number: 2, email: 'bob@corp.test', name: 'Bob', stage: 'churned', tags: ['vip', 'old'] },
      access: { state: 'expired', since: null, until: null, reason: 'Ended.', code: 'ended' },
      ...{ subscription_status: 'canceled', plan: { price: 'price_gold', product: null } },
      mrr: [{ currency: 'usd', amount: 900 }],
      renewal_date: '2126-11-25T00:00:00Z',
    },
    { id: 'cust_carol', number: 3, name: 'Carol', plan: { price: 'price_x', product: 'prod_x' } },
    { id: 'cust_old', number: 4, name: 'Ada again', mergedInto: 'cust_ada' },
  ])
  await seedCustomers(
    [{ id: 'cust_live', number: 1, external_id: 'cus_l', stripe_customer_ids: ['cus_l'] }],
    LIVE_TENANT,
  )
  await seedCustomers([{ id: 'cust_other', number: 1, user_id: 'u_o' }], OTHER_TENANT)
})

async function idsOf(query: string): Promise<string[]> {
  const { body } = await call('GET', `/api/v1/customers?${query}`)
  return body.data.map(({ id }: { id: string }) => id)
}

describe('a customer', () => {
  it('is shown whole: provenance and own fields together, the plan by the name of its product', async () => {
    const { status, body } = await call('GET', '/api/v1/customers/cust_ada')
    const { set: _set, own_fields: _own, number: _number, ...shown } = ADA
    const plan = { price: 'price_gold', product: 'prod_gold', name: 'Gold' }
    expect([status, body]).toEqual([
      200,
      {
        ...shown,
        object: 'customer',
        kind: 'user',
        deleted_stripe_customer_ids: [],
        plan,
        ...{ committed_mrr: [], trial_mrr: [], lifetime_value: [], subscriptions: [], flags: [] },
        ...{ trial_end: null, cancel_at: null, last_payment: null, failed_payment: null, stripe_created_at: null },
        fields: {
          stage: { value: 'customer', set_by: 'evt_1', set_at: '2026-10-01T00:00:00Z' },
          plan: { value: plan, set_by: 'evt_2', set_at: '2026-10-02T00:00:00Z' },
          seats: { value: 12, set_by: 'key:key_1', set_at: '2026-10-03T00:00:00Z' },
        },
        created_by: { kind: 'api', ref: null, rule: 'api' },
        erased: false,
        created_at: '2026-01-01T00:00:00Z',
        updated_at: '2026-01-01T00:00:00Z',
      },
    ])
    expect(customer.strict().parse(body)).toEqual(body)
  })

  it('has a plan named by its price where the product has no name, and none where neither is known', async () => {
    const planOf = async (id: string) => (await call('GET', `/api/v1/customers/${id}`)).body.plan.name
    expect([await planOf('cust_bob'), await planOf('cust_carol')]).toEqual(['Gold monthly', null])
  })

  it.each([
    ['/customers/by-external/cus_ada', 'cust_ada'],
    ['/customers/by-external/cus_ada2', 'cust_ada'],
    [`/customers/by-user/${encodeURIComponent('team/42 ü')}`, 'cust_ada'],
    ['/customers/cust_old', 'cust_ada'],
  ])('is found at %s', async (path, id) => {
    const { status, body } = await call('GET', `/api/v1${path}`)
    expect([status, body.id]).toEqual([200, id])
  })

  it.each([
    '/customers/cust_none',
    '/customers/cust_live',
    '/customers/cust_other',
    '/customers/by-external/cus_l',
    '/customers/by-external/cust_ada',
    '/customers/by-user/u_o',
    '/customers/by-user/%00',
    '/customers/cust_live/timeline',
    '/customers/cust_other/movements',
    '/customers/cust_none/deliveries',
  ])('is 404 at %s: not there, or of another mode or account', async (path) => {
    const { status, body } = await call('GET', `/api/v1${path}`)
    expect([status, body.code]).toEqual([404, 'not_found'])
  })
})

describe('the list of customers', () => {
  it.each([
    ['', ['cust_carol', 'cust_bob', 'cust_ada']],
    ['stage=customer', ['cust_ada']],
    ['stage=none', ['cust_carol']],
    ['access=expired', ['cust_bob']],
    ['status=canceled', ['cust_bob']],
    ['status=none', ['cust_carol']],
    ['segment=seg_paying', ['cust_ada']],
    ['segment=active-stripe-subscribers', []],
    ['tag=vip', ['cust_bob', 'cust_ada']],
    ['tag=vip&access=active', ['cust_ada']],
    ['package=pro', ['cust_ada']],
    ['plan=prod_gold', ['cust_ada']],
    ['plan=price_gold', ['cust_bob', 'cust_ada']],
    ['q=lovel', ['cust_ada']],
    ['q=ADA%40example.com', ['cust_ada']],
    ['q=corp.test', ['cust_bob']],
    ['q=cus_ada2', ['cust_ada']],
    ['renewing_before=2126-11-30T00:00:00Z', ['cust_bob']],
    ['renewing_before=2020-01-01T00:00:00Z', []],
    ['sort=created', ['cust_carol', 'cust_bob', 'cust_ada']],
    ['sort=-mrr', ['cust_ada', 'cust_bob', 'cust_carol']],
    ['sort=mrr', ['cust_bob', 'cust_ada', 'cust_carol']],
    ['sort=renewal_date', ['cust_bob', 'cust_ada', 'cust_carol']],
    ['sort=-renewal_date', ['cust_ada', 'cust_bob', 'cust_carol']],
  ])('?%s selects and orders', async (query, expected) => {
    expect(await idsOf(query)).toEqual(expected)
  })

  it.each(['created', '-mrr', 'mrr', 'renewal_date', '-renewal_date'])(
    'comes page by page in the order of %s, nobody twice and nobody missing',
    async (sort) => {
      const whole = await idsOf(`sort=${sort}`)
      const ids: string[] = []
      let after: string | null = ''
      while (after !== null) {
        const cursor: string = after && `&after=${encodeURIComponent(after)}`
        const { body } = await call('GET', `/api/v1/customers?limit=1&sort=${sort}${cursor}`)
        ids.push(...body.data.map(({ id }: { id: string }) => id))
        after = body.next_cursor
      }
      expect(ids).toEqual(whole)
    },
  )

  it('takes the cursor of one order in that order only', async () => {
    const { body } = await call('GET', '/api/v1/customers?limit=1&sort=-mrr')
    const other = await call('GET', `/api/v1/customers?sort=mrr&after=${encodeURIComponent(body.next_cursor)}`)
    expect([other.status, other.body.errors[0].code]).toEqual([422, 'cursor_invalid'])
  })

  it.each([
    ['nope=1', '/nope', 'unknown_name'],
    ['access=open', '/access', 'invalid_value'],
    ['status=fine', '/status', 'invalid_value'],
    ['segment=seg_none', '/segment', 'unknown_segment'],
    ['sort=name', '/sort', 'invalid_value'],
    ['renewing_before=tomorrow', '/renewing_before', 'invalid_format'],
    ['q=', '/q', 'too_small'],
    ['columns=id', '/columns', 'only_for_csv'],
  ])('?%s is 422 at %s', async (query, pointer, code) => {
    const { status, body } = await call('GET', `/api/v1/customers?${query}`)
    expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([422, pointer, code])
  })

  it('is counted by stage, access and status, with those that have none', async () => {
    await seedUnmatched([{ number: 1 }, { number: 2, open: false }])
    expect((await call('GET', '/api/v1/customers/summary')).body).toEqual({
      object: 'customer_summary',
      total: 3,
      by_stage: [
        { stage: null, count: 1 },
        { stage: 'churned', count: 1 },
        { stage: 'customer', count: 1 },
      ],
      by_access: [
        { state: 'active', count: 1 },
        { state: 'expired', count: 1 },
        { state: 'none', count: 1 },
      ],
      by_status: [
        { status: null, count: 1 },
        { status: 'active', count: 1 },
        { status: 'canceled', count: 1 },
      ],
      unmatched: 1,
    })
  })
})

describe('a customer’s history', () => {
  const change = { customer: 'cust_dan', object: 'cust_dan', field: 'stage', from: null, to: 'trial' }
  const foreign = { ...change, customer: 'cust_eve' }

  beforeAll(async () => {
    await insertEvents([{ seq: 1, id: 'evt_here', type: 'invoice.paid', notes: ['Paid.'], changes: [change, foreign] }])
    await seedCustomers([
      {
        ...{ id: 'cust_dan', number: 10 },
        timeline: [
          { kind: 'event', at: '2026-11-01T00:00:00Z', event: 'evt_gone', type: 'customer.created' },
          { kind: 'event', at: '2026-11-02T00:00:00Z', event: 'evt_here', type: 'invoice.paid' },
          { kind: 'change', at: '2026-11-03T00:00:00Z', set_by: 'operator', note: 'Tagged.', changes: [change] },
        ],
      },
    ])
    await env.DB.batch(
      upsertMovements(env.DB, TEST_TENANT, [
        {
          customerId: 'cust_dan',
          seq: 1,
          at: 1_790_000_000,
          kind: 'new',
          currency: 'eur',
          amount: 1900,
          input: 'evt_1',
        },
        {
          customerId: 'cust_dan',
          seq: 2,
          at: 1_790_000_060,
          kind: 'churn',
          currency: 'eur',
          amount: -1900,
          input: 'evt_2',
        },
      ]),
    )
  })

  it('tells of events and of other changes, newest first; of an event that is gone, type and time', async () => {
    const { body } = await call('GET', '/api/v1/customers/cust_dan/timeline')
    const nothing = { runs: [], deliveries: [] }
    expect(body.data).toEqual([
      {
        ...{ object: 'timeline_item', kind: 'change', at: '2026-11-03T00:00:00Z', event: null, set_by: 'operator' },
        ...{ notes: ['Tagged.'], changes: [change], ...nothing },
      },
      {
        ...{ object: 'timeline_item', kind: 'event', at: '2026-11-02T00:00:00Z', set_by: 'evt_here' },
        event: { id: 'evt_here', type: 'invoice.paid', outcome: 'processed', stale: false },
        ...{ notes: ['Paid.'], changes: [change], ...nothing },
      },
      {
        ...{ object: 'timeline_item', kind: 'event', at: '2026-11-01T00:00:00Z', set_by: 'evt_gone' },
        event: { id: 'evt_gone', type: 'customer.created', outcome: null, stale: false },
        ...{ notes: [], changes: [], ...nothing },
      },
    ])
    for (const item of body.data) expect(timelineItem.strict().parse(item)).toEqual(item)
  })

  it('comes in pages', async () => {
    const first = (await call('GET', '/api/v1/customers/cust_dan/timeline?limit=2')).body
    const rest = (await call('GET', `/api/v1/customers/cust_dan/timeline?after=${first.next_cursor}`)).body
    expect([first.data.length, first.has_more, rest.data.length, rest.has_more]).toEqual([2, true, 1, false])
  })

  it('has the steps of its MRR, by path and by query', async () => {
    const expected = [
      ['churn', -1900, '2026-09-21T14:14:20Z', 'evt_2'],
      ['new', 1900, '2026-09-21T14:13:20Z', 'evt_1'],
    ].map(([kind, amount, at, input]) => ({
      ...{ object: 'movement', customer: 'cust_dan', kind, currency: 'eur', amount, at, input },
    }))
    for (const path of ['/customers/cust_dan/movements?', '/movements?customer=cust_dan&']) {
      expect((await call('GET', `/api/v1${path}limit=5`)).body.data).toEqual(expected)
    }
    expect((await call('GET', '/api/v1/movements')).body.errors[0]).toMatchObject({
      pointer: '/customer',
      code: 'required',
    })
  })

  it('has no deliveries yet', async () => {
    const { body } = await call('GET', '/api/v1/customers/cust_dan/deliveries')
    expect(body).toEqual({ object: 'list', data: [], has_more: false, next_cursor: null })
  })
})
