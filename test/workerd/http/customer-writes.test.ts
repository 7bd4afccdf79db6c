import { describe, expect, it } from 'vitest'
import { customer } from '../../../worker/http/schemas/customer.ts'
import { call, makeKey } from './client.ts'

let made = 0

/** A new customer's id. */
async function make(over: object = {}): Promise<string> {
  made += 1
  const { status, body } = await call('POST', '/api/v1/customers', { body: { name: `Customer ${made}`, ...over } })
  expect([status, body.object]).toEqual([201, 'customer'])
  return body.id
}

async function refusals(method: string, path: string, body: unknown): Promise<[pointer: string, code: string][]> {
  const answer = await call(method, `/api/v1${path}`, { body })
  expect(answer.status).toBe(422)
  return answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
}

describe('a new customer', () => {
  it('is answered whole, can be read at once, and names who made it', async () => {
    const input = {
      ...{
        name: '  Ada Lovelace ',
        email: ' Ada@Example.com ',
        external_id: 'cus_ada',
        user_id: '42',
        kind: 'account',
      },
      ...{ fields: { seats: 12, note: 'two\nlines', beta: true }, tags: ['vip', 'b', 'vip'] },
    }
    const { status, body } = await call('POST', '/api/v1/customers', { body: input })
    expect(status).toBe(201)
    expect(customer.strict().parse(body)).toEqual(body)
    expect(body).toMatchObject({
      ...{ name: 'Ada Lovelace', email: 'Ada@Example.com', external_id: 'cus_ada', user_id: '42', kind: 'account' },
      ...{ stripe_customer_ids: ['cus_ada'], tags: ['b', 'vip'], stage: null, access: { state: 'none' }, packages: [] },
      created_by: { kind: 'api', ref: 'operator', rule: 'api' },
    })
    const own = Object.entries(body.fields).filter(([name]) => name in input.fields)
    expect(Object.fromEntries(own)).toEqual({
      seats: { value: 12, set_by: 'operator', set_at: expect.any(String) },
      note: { value: 'two\nlines', set_by: 'operator', set_at: expect.any(String) },
      beta: { value: true, set_by: 'operator', set_at: expect.any(String) },
    })
    for (const path of [body.id, 'by-external/cus_ada', 'by-user/42']) {
      expect((await call('GET', `/api/v1/customers/${path}`)).body).toEqual(body)
    }
    expect((await call('GET', `/api/v1/customers/${body.id}`, { mode: 'live' })).status).toBe(404)
  })

  it('made by an API key names the key', async () => {
    const token = await makeKey('full', 'test')
    const { body } = await call('POST', '/api/v1/customers', { token, body: { name: 'By key', fields: { a: 1 } } })
    expect(body.created_by.ref).toMatch(/^key:key_/)
    expect(body.fields.a.set_by).toBe(body.created_by.ref)
  })

  it('cannot have a Stripe customer or a user id that another one has', async () => {
    const holder = await make({ external_id: 'cus_taken', user_id: 'u_taken' })
    for (const field of ['external_id', 'user_id']) {
      const value = field === 'user_id' ? 'u_taken' : 'cus_taken'
      const { status, body } = await call('POST', '/api/v1/customers', { body: { name: 'Late', [field]: value } })
      const code = `${field}_taken`
      expect([status, body.code, body.errors[0].pointer, body.errors[0].code]).toEqual([409, code, `/${field}`, code])
      expect(body.detail).toContain(holder)
    }
    const { status } = await call('POST', '/api/v1/customers', { mode: 'live', body: { external_id: 'cus_taken' } })
    expect(status).toBe(201)
  })

  it('is made once for one Idempotency-Key', async () => {
    const ask = () => {
      const headers = { 'Idempotency-Key': 'customer-1' }
      return call('POST', '/api/v1/customers', { body: { name: 'Once' }, headers })
    }
    const first = await ask()
    const second = await ask()
    expect([second.body.id, second.headers.get('Idempotent-Replayed')]).toEqual([first.body.id, 'true'])
  })

  it.each([
    [{}, '', 'required'],
    [{ tags: ['vip'] }, '', 'required'],
    [{ name: null, email: null }, '', 'required'],
    [{ name: ' ' }, '/name', 'too_small'],
    [{ name: 'a\nb' }, '/name', 'invalid_format'],
    [{ email: 'nobody' }, '/email', 'invalid_format'],
    [{ email: 'a@b.co\nBcc: c@d.co' }, '/email', 'invalid_format'],
    [{ email: `${'a'.repeat(320)}@b.co` }, '/email', 'too_big'],
    [{ external_id: 'x'.repeat(256) }, '/external_id', 'too_big'],
    [{ user_id: '' }, '/user_id', 'too_small'],
    [{ user_id: 42 }, '/user_id', 'invalid_type'],
    [{ name: 'n', kind: 'team' }, '/kind', 'invalid_value'],
    [{ name: 'n', tags: ['t'.repeat(61)] }, '/tags/0', 'too_big'],
    [{ name: 'n', tags: [''] }, '/tags/0', 'too_small'],
    [{ name: 'n', tags: Array.from({ length: 51 }, (_, i) => `t${i}`) }, '/tags', 'too_big'],
    [{ name: 'n', fields: { stage: 'x' } }, '/fields/stage', 'field_reserved'],
    [{ name: 'n', fields: { '1a': 'x' } }, '/fields/1a', 'invalid_key'],
    [{ name: 'n', fields: { 'a/b': 'x' } }, '/fields/a~1b', 'invalid_key'],
    [{ name: 'n', fields: { a: ['x'] } }, '/fields/a', 'invalid_union'],
    [{ name: 'n', fields: { a: 'x'.repeat(2001) } }, '/fields/a', 'too_big'],
    [{ name: 'n', stage: 'x' }, '/stage', 'unknown_name'],
    [{ name: 'n', overrides: {} }, '/overrides', 'unknown_name'],
  ])('%j is refused', async (input, pointer, code) => {
    expect(await refusals('POST', '/customers', input)).toEqual([[pointer, code]])
  })

  it('has at most 100 fields of its own, and no infinite ones', async () => {
    const fields = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`f${i}`, i]))
    expect(await refusals('POST', '/customers', { name: 'n', fields })).toEqual([['/fields', 'too_many_fields']])
    const infinite = await call('POST', '/api/v1/customers', { body: '{"name":"n","fields":{"a":1e999}}' })
    expect([infinite.status, infinite.body.errors[0].pointer]).toEqual([422, '/fields/a'])
  })
})

describe('a change of a customer', () => {
  it('leaves what is not named, removes fields that are null, and replaces tags whole', async () => {
    const id = await make({ email: 'a@b.co', fields: { a: 1, b: 2 }, tags: ['x', 'y'] })
    const patch = { name: 'New name', fields: { a: null, c: 'three' }, tags: ['z'], email: null }
    const { status, body } = await call('PATCH', `/api/v1/customers/${id}`, { body: patch })
    expect([status, body.name, body.email, body.tags]).toEqual([200, 'New name', null, ['z']])
    const values = ['a', 'b', 'c'].map((name) => body.fields[name]?.value)
    expect(values).toEqual([undefined, 2, 'three'])
    expect((await call('GET', `/api/v1/customers/${id}`)).body).toEqual(body)
    expect((await call('PATCH', `/api/v1/customers/${id}`, { body: {} })).body.name).toBe('New name')
  })

  it('leaves it at most 100 fields of its own', async () => {
    const fields = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, i]))
    const id = await make({ fields })
    expect(await refusals('PATCH', `/customers/${id}`, { fields: { one: 1 } })).toEqual([
      ['/fields', 'too_many_fields'],
    ])
    const swapped = await call('PATCH', `/api/v1/customers/${id}`, { body: { fields: { one: 1, f0: null, f1: 2 } } })
    expect([swapped.status, swapped.body.fields.one.value, swapped.body.fields.f0]).toEqual([200, 1, undefined])
  })

  it('takes a field called as something that every object has, and refuses the one name that cannot be kept', async () => {
    const id = await make()
    const fields = { constructor: 'x', prototype: 'y', toString: 'z' }
    const { status, body } = await call('PATCH', `/api/v1/customers/${id}`, { body: { fields } })
    expect([status, ...Object.keys(fields).map((name) => body.fields[name]?.value)]).toEqual([200, 'x', 'y', 'z'])
    for (const fields of ['{"__proto__":"x"}', '{"__proto__":null}', '{"a":1,"\\u005f_proto__":{"b":1}}'])
      expect(await refusals('PATCH', `/customers/${id}`, `{"fields":${fields}}`)).toEqual([
        ['/fields/__proto__', 'invalid_key'],
      ])
  })

  it('sets values by hand until a moment, and takes them back', async () => {
    const id = await make()
    const overrides = {
      access: { value: 'active', until: '2126-01-01T01:00:00+01:00', reason: 'Goodwill' },
      stage: { value: 'customer' },
      packages: { value: ['pro'], until: null },
    }
    const { status, body } = await call('PATCH', `/api/v1/customers/${id}`, { body: { overrides } })
    expect([status, body.stage, body.access.state, body.packages]).toEqual([200, 'customer', 'active', ['pro']])
    expect(body.overrides.access).toEqual({
      ...{ value: 'active', until: '2126-01-01T00:00:00Z', reason: 'Goodwill', set_by: 'operator' },
      set_at: expect.any(String),
    })
    const back = await call('PATCH', `/api/v1/customers/${id}`, {
      body: { overrides: { access: null, packages: null } },
    })
    expect([back.body.access.state, back.body.packages, back.body.stage]).toEqual(['none', [], 'customer'])
    expect(Object.keys(back.body.overrides)).toEqual(['stage'])
  })

  it.each([
    [{ overrides: { access: { value: 'open' } } }, '/overrides/access/value', 'invalid_value'],
    [{ overrides: { access: {} } }, '/overrides/access/value', 'required'],
    [
      { overrides: { access: { value: 'active', until: '2020-01-01T00:00:00Z' } } },
      '/overrides/access/until',
      'until_in_past',
    ],
    [{ overrides: { access: { value: 'active', until: 'later' } } }, '/overrides/access/until', 'invalid_format'],
    [{ overrides: { access: { value: 'active', reason: 'r'.repeat(501) } } }, '/overrides/access/reason', 'too_big'],
    [{ overrides: { stage: { value: 'nowhere' } } }, '/overrides/stage/value', 'unknown_stage'],
    [{ overrides: { packages: { value: 'pro' } } }, '/overrides/packages/value', 'invalid_type'],
    [{ overrides: { packages: { value: ['a', 'a'] } } }, '/overrides/packages/value/1', 'duplicate'],
    [{ overrides: { mrr: { value: 1 } } }, '/overrides/mrr', 'unknown_name'],
    [{ external_id: null }, '/external_id', 'invalid_type'],
    [{ fields: { mrr: null } }, '/fields/mrr', 'field_reserved'],
  ])('%j is refused', async (patch, pointer, code) => {
    expect(await refusals('PATCH', '/customers/cust_any', patch)).toEqual([[pointer, code]])
  })

  it('is 409 where another one has the id, and 404 where there is no such customer here', async () => {
    await make({ user_id: 'u_first' })
    const id = await make()
    const taken = await call('PATCH', `/api/v1/customers/${id}`, { body: { user_id: 'u_first' } })
    expect([taken.status, taken.body.code, taken.body.errors[0].pointer]).toEqual([409, 'user_id_taken', '/user_id'])
    for (const [method, path] of [
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/recompute'],
      ['POST', '/merge'],
    ] as const) {
      const body = path === '/merge' ? { into: id } : {}
      const answer = await call(method, `/api/v1/customers/${id}${path}`, {
        ...{ mode: 'live', ...(method === 'DELETE' ? {} : { body }) },
      })
      expect([method, path, answer.status]).toEqual([method, path, 404])
    }
  })

  it('needs a full key', async () => {
    const token = await makeKey('read', 'test')
    for (const [method, path] of [
      ['POST', ''],
      ['PATCH', '/cust_1'],
      ['DELETE', '/cust_1'],
      ['POST', '/cust_1/merge'],
    ] as const) {
      const { status, body } = await call(method, `/api/v1/customers${path}`, { token })
      expect([method, path, status, body.code]).toEqual([method, path, 403, 'scope_insufficient'])
    }
  })
})

describe('a customer that is recomputed', () => {
  it('is answered as it then is', async () => {
    const id = await make({ tags: ['kept'] })
    const { status, body } = await call('POST', `/api/v1/customers/${id}/recompute`)
    expect([status, body.id, body.tags]).toEqual([200, id, ['kept']])
  })
})

describe('customers that are merged', () => {
  it('are one: the other’s id leads to the one that stays', async () => {
    const gone = await make({ external_id: 'cus_gone', tags: ['a'] })
    const stays = await make({ tags: ['b'] })
    const { status, body } = await call('POST', `/api/v1/customers/${gone}/merge`, { body: { into: stays } })
    expect([status, body.id, body.external_id, [...body.tags].sort()]).toEqual([200, stays, 'cus_gone', ['a', 'b']])
    expect((await call('GET', `/api/v1/customers/${gone}`)).body.id).toBe(stays)
    expect((await call('GET', '/api/v1/customers/by-external/cus_gone')).body.id).toBe(stays)
  })

  it('are two that exist and differ', async () => {
    const id = await make()
    const self = await call('POST', `/api/v1/customers/${id}/merge`, { body: { into: id } })
    expect([self.status, self.body.code]).toEqual([409, 'customers_not_mergeable'])
    expect(await refusals('POST', `/customers/${id}/merge`, { into: 'cust_none' })).toEqual([
      ['/into', 'unknown_customer'],
    ])
    expect(await refusals('POST', `/customers/${id}/merge`, {})).toEqual([['/into', 'required']])
    expect((await call('POST', '/api/v1/customers/cust_none/merge', { body: { into: id } })).status).toBe(404)
  })
})

describe('a customer that is erased', () => {
  it('keeps its id and nothing personal, and cannot be changed any more', async () => {
    const id = await make({ email: 'gone@example.com', user_id: 'u_gone', fields: { phone: '1' }, tags: ['vip'] })
    const { status, body } = await call('DELETE', `/api/v1/customers/${id}`)
    expect([status, body.id, body.erased, body.email, body.name, body.fields.phone]).toEqual([
      200,
      id,
      true,
      null,
      null,
      undefined,
    ])
    expect(JSON.stringify((await call('GET', `/api/v1/customers/${id}`)).body)).not.toContain('gone@example.com')
    const changed = await call('PATCH', `/api/v1/customers/${id}`, { body: { name: 'Back' } })
    expect([changed.status, changed.body.code]).toEqual([409, 'customer_erased'])
  })
})
