import { beforeAll, describe, expect, it } from 'vitest'
import { segment } from '../../../worker/http/schemas/segment.ts'
import { call, makeKey } from './client.ts'
import { OTHER_TENANT, seedCustomers, seedSettings } from './customer-rows.ts'

const BUILT_IN = ['active-stripe-subscribers', 'new-stripe-customers']
const PAYING = [{ field: 'mrr', op: 'gt', value: 0 }] as const

async function refusals(condition: object): Promise<[pointer: string, code: string][]> {
  const { status, body } = await call('POST', '/api/v1/segments', { body: { name: 'n', conditions: [condition] } })
  expect(status).toBe(422)
  return body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
}

describe('segments', () => {
  beforeAll(async () => {
    await seedSettings({
      segments: [
        { id: 'seg_a', name: 'A', conditions: [...PAYING], createdAtMs: 1_790_000_000_000 },
        { id: 'seg_b', name: 'B', conditions: [...PAYING], createdAtMs: 1_790_000_001_000 },
      ],
    })
    await seedSettings(
      { segments: [{ id: 'seg_other', name: 'O', conditions: [...PAYING], createdAtMs: 1 }] },
      OTHER_TENANT,
    )
    await seedCustomers([
      { number: 1, segments: ['seg_a', 'active-stripe-subscribers'] },
      { number: 2, segments: ['seg_a'] },
      { number: 3, segments: [] },
    ])
  })

  it('are listed newest first, then the built-in ones, each with how many are in it', async () => {
    const { body } = await call('GET', '/api/v1/segments')
    expect(body.data.map(({ id, count, built_in }: Record<string, unknown>) => [id, count, built_in])).toEqual([
      ['seg_b', 0, false],
      ['seg_a', 2, false],
      ['active-stripe-subscribers', 1, true],
      ['new-stripe-customers', 0, true],
    ])
    for (const item of body.data) expect(segment.strict().parse(item)).toEqual(item)
  })

  it('come in pages', async () => {
    const ids: string[] = []
    let after = ''
    for (let page = 0; page < 4; page += 1) {
      const { body } = await call('GET', `/api/v1/segments?limit=1${after}`)
      ids.push(body.data[0].id)
      after = `&after=${encodeURIComponent(body.next_cursor)}`
      expect(body.has_more).toBe(page < 3)
    }
    expect(ids).toEqual(['seg_b', 'seg_a', ...BUILT_IN])
  })

  it('are shown one by one, and another account’s is 404', async () => {
    expect((await call('GET', '/api/v1/segments/seg_a')).body).toEqual({
      ...{ id: 'seg_a', object: 'segment', name: 'A', built_in: false, conditions: PAYING, count: 2 },
      created_at: '2026-09-21T14:13:20Z',
    })
    expect((await call('GET', '/api/v1/segments/new-stripe-customers')).body).toEqual({
      ...{ id: 'new-stripe-customers', object: 'segment', name: 'New Stripe customers', built_in: true },
      conditions: [{ field: 'stripe_created_at', op: 'gte', value: { days_ago: 30 } }],
      ...{ count: 0, created_at: null },
    })
    for (const path of ['seg_other', 'seg_none', 'seg_other/customers']) {
      expect([path, (await call('GET', `/api/v1/segments/${path}`)).status]).toEqual([path, 404])
    }
  })

  it('have customers', async () => {
    const idsOf = async (path: string) =>
      (await call('GET', `/api/v1/segments/${path}`)).body.data.map(({ id }: { id: string }) => id)
    expect(await idsOf('seg_a/customers')).toEqual(['cust_2', 'cust_1'])
    expect(await idsOf('active-stripe-subscribers/customers?sort=-mrr')).toEqual(['cust_1'])
  })

  it('that are built in cannot be changed or deleted', async () => {
    for (const method of ['PATCH', 'DELETE']) {
      const options = method === 'PATCH' ? { body: { name: 'x' } } : {}
      const { status, body } = await call(method, `/api/v1/segments/${BUILT_IN[0]}`, options)
      expect([method, status, body.code]).toEqual([method, 409, 'segment_built_in'])
    }
  })

  it('need a full key to be made', async () => {
    const token = await makeKey('read', 'test')
    expect((await call('GET', '/api/v1/segments', { token })).status).toBe(200)
    const made = await call('POST', '/api/v1/segments', { token, body: { name: 'n', conditions: PAYING } })
    expect([made.status, made.body.code]).toEqual([403, 'scope_insufficient'])
  })
})

describe('a segment’s conditions', () => {
  it.each([
    [{ op: 'eq', value: 1 }, '/field', 'required'],
    [{ field: 'shoe_size', op: 'eq', value: 1 }, '/field', 'unknown_field'],
    [{ field: 'constructor', op: 'eq', value: 1 }, '/field', 'unknown_field'],
    [{ field: 'fields.', op: 'eq', value: 1 }, '/field', 'unknown_field'],
    [{ field: 'fields.a b', op: 'eq', value: 1 }, '/field', 'unknown_field'],
    [{ field: 'email', op: 'like', value: 'a' }, '/op', 'invalid_value'],
    [{ field: 'email', op: 'gt', value: 'a' }, '/op', 'op_unfit'],
    [{ field: 'renewal_date', op: 'eq', value: '2026-11-21T19:00:00Z' }, '/op', 'op_unfit'],
    [{ field: 'packages', op: 'gt', value: 'a' }, '/op', 'op_unfit'],
    [{ field: 'mrr', op: 'contains', value: '1' }, '/op', 'op_unfit'],
    [{ field: 'mrr', op: 'gt' }, '/value', 'required'],
    [{ field: 'mrr', op: 'gt', value: '100' }, '/value', 'value_unfit'],
    [{ field: 'mrr', op: 'gt', value: { days_ago: 3 } }, '/value', 'value_unfit'],
    [{ field: 'mrr', op: 'in', value: ['100'] }, '/value', 'value_unfit'],
    [{ field: 'mrr', op: 'in', value: [100, -5.555] }, '/value', 'value_unfit'],
    [{ field: 'lifetime_value', op: 'gte', value: 0.5 }, '/value', 'value_unfit'],
    [{ field: 'renewal_date', op: 'lt', value: 7 }, '/value', 'value_unfit'],
    [{ field: 'renewal_date', op: 'lt', value: '2026-11-21' }, '/value', 'value_unfit'],
    [{ field: 'renewal_date', op: 'lt', value: { days_ahead: 1.5 } }, '/value', 'value_unfit'],
    [{ field: 'renewal_date', op: 'lt', value: { days_ahead: 3651 } }, '/value', 'value_unfit'],
    [{ field: 'renewal_date', op: 'lt', value: { days_ahead: 1, days_ago: 1 } }, '/value', 'value_unfit'],
    [{ field: 'email', op: 'is_set', value: 'yes' }, '/value', 'value_unfit'],
    [{ field: 'email', op: 'eq', value: null }, '/value', 'value_unfit'],
    [{ field: 'tags', op: 'in', value: [] }, '/value', 'value_unfit'],
    [{ field: 'tags', op: 'in', value: Array.from({ length: 101 }, () => 'a') }, '/value', 'value_unfit'],
    [{ field: 'tags', op: 'contains', value: 7 }, '/value', 'value_unfit'],
    [{ field: 'fields.seats', op: 'gt', value: 'many' }, '/value', 'value_unfit'],
    [{ field: 'fields.seats', op: 'eq', value: ['x'] }, '/value', 'value_unfit'],
    [{ field: 'email', op: 'eq', value: 'a', or: 1 }, '/or', 'unknown_name'],
  ])('%j is refused', async (condition, at, code) => {
    expect(await refusals(condition)).toEqual([[`/conditions/0${at}`, code]])
  })

  it('are from 1 to 20, under a name of 1 to 60 characters', async () => {
    const codes = async (body: object) =>
      (await call('POST', '/api/v1/segments', { body })).body.errors.map((error: { pointer: string }) => error.pointer)
    expect(await codes({ name: 'n', conditions: [] })).toEqual(['/conditions'])
    expect(await codes({ name: 'n', conditions: Array.from({ length: 21 }, () => PAYING[0]) })).toEqual(['/conditions'])
    expect(await codes({ name: ' ', conditions: PAYING })).toEqual(['/name'])
    expect(await codes({ name: 'n'.repeat(61), conditions: PAYING })).toEqual(['/name'])
  })
})

describe('a segment of one’s own', () => {
  const conditions = [
    { field: 'subscription_status', op: 'in', value: ['active', 'trialing'] },
    { field: 'mrr', op: 'gte', value: 1000 },
    { field: 'renewal_date', op: 'lt', value: { days_ahead: 30 } },
    { field: 'trial_end', op: 'gt', value: '2026-11-21T19:00:00+02:00' },
    { field: 'tags', op: 'contains', value: 'vip' },
    { field: 'email', op: 'is_set', value: true },
    { field: 'fields.seats', op: 'gt', value: 3 },
    { field: 'fields.beta', op: 'eq', value: true },
    { field: 'fields.plan_name', op: 'in', value: ['a', 7] },
  ]

  it('is made, changed and deleted, each with the job that finds out who is in it', async () => {
    await call('POST', '/api/v1/customers', { mode: 'live', body: { name: 'Ada' } })
    const made = await call('POST', '/api/v1/segments', { mode: 'live', body: { name: 'Big', conditions } })
    const { id } = made.body
    expect([made.status, made.body.name, made.body.conditions, made.body.job.kind]).toEqual([
      201,
      'Big',
      conditions,
      'recompute',
    ])
    expect(id).toMatch(/^seg_/)
    const path = `/api/v1/segments/${id}`
    expect((await call('GET', path, { mode: 'live' })).body).toMatchObject({ id, name: 'Big', built_in: false })
    expect((await call('GET', path)).status).toBe(404)

    const renamed = await call('PATCH', path, { mode: 'live', body: { name: 'Bigger' } })
    expect([renamed.status, renamed.body.name, renamed.body.conditions]).toEqual([200, 'Bigger', conditions])
    const narrowed = await call('PATCH', path, { mode: 'live', body: { conditions: PAYING } })
    expect([narrowed.body.name, narrowed.body.conditions, narrowed.body.job?.kind]).toEqual([
      'Bigger',
      PAYING,
      'recompute',
    ])

    const deleted = await call('DELETE', path, { mode: 'live' })
    expect([deleted.status, deleted.body.id]).toEqual([200, id])
    for (const method of ['GET', 'DELETE']) expect((await call(method, path, { mode: 'live' })).status).toBe(404)
    expect((await call('PATCH', path, { mode: 'live', body: { name: 'x' } })).status).toBe(404)
  })

  it('has a name that no other has', async () => {
    const make = () => call('POST', '/api/v1/segments', { mode: 'live', body: { name: 'Once', conditions: PAYING } })
    expect((await make()).status).toBe(201)
    const { status, body } = await make()
    expect([status, body.code, body.errors[0].pointer]).toEqual([409, 'segment_name_taken', '/name'])
  })
})
