import { beforeAll, describe, expect, it } from 'vitest'
import { price, subscription } from '../support/billing.ts'
import { event } from '../support/billing-events.ts'
import { ADMIN_TOKEN, type StartedBillhook, startBillhook } from './support/billhook.ts'
import { ask } from './support/connection.ts'
import { type Customer, makeCustomer, read, readList, receive } from './support/customers.ts'

let billhook: StartedBillhook
let id: string

beforeAll(async () => {
  billhook = await startBillhook({ env: { STRIPE_PRICE_MAPPING: '{"price_1":["pro"]}' } })
  const owner = { external_id: 'cus_1', user_id: '1', email: 'alice@example.com' }
  id = (await makeCustomer(billhook, owner)).id
  await makeCustomer(billhook, { external_id: 'cus_2', user_id: '2' })
  const product = { id: 'prod_1', object: 'product', name: 'Pro', active: true }
  await receive(
    billhook,
    event('product.created', product),
    event('price.created', price()),
    event('customer.subscription.created', subscription()),
  )
})

interface Problem {
  code: string
  errors: { pointer: string; code: string; message: string }[]
}

/** All that a refused request could have changed. */
async function state() {
  const customers = await readList<Customer>(billhook, '/customers')
  const history = await Promise.all(
    customers.map((customer) => readList(billhook, `/customers/${customer.id}/timeline`)),
  )
  return {
    customers,
    history,
    settings: await read(billhook, '/settings'),
    segments: await read(billhook, '/segments'),
  }
}

const settings = (body: object) => ({ method: 'PATCH', path: '/settings', body })
const customers = (body: object) => ({ method: 'POST', path: '/customers', body })
const stages = (...statuses: string[][]) => ({
  stages: statuses.map((each, at) => ({ name: `${at}`, statuses: each })),
})

describe('what cannot be taken is refused with the field it is about, and changes nothing', () => {
  it.each([
    ['a mapping that is none', settings({ price_mapping: 'pro' }), '/price_mapping', 'invalid_type'],
    ['a package that is no text', settings({ price_mapping: { p: [1] } }), '/price_mapping/p/0', 'invalid_type'],
    ['an unknown price', settings({ price_mapping: { p: ['pro'] } }), '/price_mapping/p', 'unknown_price'],
    ['a stage without status', settings(stages([])), '/stages/0/statuses', 'stage_without_status'],
    ['a status in two stages', settings(stages(['active'], ['active'])), '/stages/1/statuses/0', 'stages_overlap'],
    ['an e-mail address that is none', customers({ email: 'alice' }), '/email', 'invalid_format'],
    ['no name, address or id', customers({ tags: ['vip'] }), '', 'required'],
    ['a Stripe id that is taken', customers({ external_id: 'cus_1' }), '/external_id', 'external_id_taken'],
    ['an own id that is taken', customers({ user_id: '2' }), '/user_id', 'user_id_taken'],
    ['a field that is derived', customers({ name: 'Bob', fields: { mrr: 1 } }), '/fields/mrr', 'field_reserved'],
    ['a member that there is not', customers({ name: 'Bob', stage: 'Live' }), '/stage', 'unknown_name'],
  ])('%s', async (_, { path, ...question }, pointer, code) => {
    const before = await state()
    const { status, body } = await ask<Problem>(billhook, path, question)
    expect(status).toBe(code.endsWith('_taken') ? 409 : 422)
    expect(body.errors).toMatchObject([{ pointer, code }])
    expect(body.errors[0]?.message).toMatch(/\S/)
    expect(await state()).toEqual(before)
  })

  it.each([
    [{ email: 'alice@' }, 422, '/email'],
    [{ external_id: 'cus_2' }, 409, '/external_id'],
    [{ user_id: '2' }, 409, '/user_id'],
    [{ overrides: { stage: { value: 'Nowhere' } } }, 422, '/overrides/stage/value'],
    [{ overrides: { access: { value: 'active', until: '2020-01-01T00:00:00Z' } } }, 422, '/overrides/access/until'],
  ])('PATCH of a customer with %j', async (body, status, pointer) => {
    const before = await state()
    const answer = await ask<Problem>(billhook, `/customers/${id}`, { method: 'PATCH', body })
    expect({ status: answer.status, errors: answer.body.errors }).toMatchObject({ status, errors: [{ pointer }] })
    expect(await state()).toEqual(before)
  })

  it.each([
    ['PATCH', '/settings'],
    ['POST', '/customers'],
    ['POST', '/segments'],
  ])('%s %s with what is not JSON is answered 400', async (method, path) => {
    const before = await state()
    const headers = {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      'billhook-mode': 'test',
      'content-type': 'application/json',
    }
    const response = await fetch(`${billhook.url}/api/v1${path}`, { method, headers, body: '{"price_mapping":' })
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 400,
      body: { code: 'json_invalid' },
    })
    expect(await state()).toEqual(before)
  })
})
