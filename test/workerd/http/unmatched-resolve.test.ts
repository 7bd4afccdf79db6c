import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { accountStub } from '../../../worker/account/stub.ts'
import { call } from './client.ts'
import { TEST_TENANT } from './customer-rows.ts'

/** Stripe customers that nobody knows, by their events, in a deployment that creates none by itself. */
beforeAll(async () => {
  await call('PATCH', '/api/v1/settings', { body: { identity: { create_unknown: false } } })
  for (const id of ['cus_link', 'cus_create', 'cus_ignore', 'cus_wait']) {
    await accountStub(env, TEST_TENANT).ingest(TEST_TENANT, customerCreated(id))
  }
  await vi.waitFor(async () => expect(await waiting()).toHaveLength(4), 10_000)
})

function customerCreated(id: string) {
  const created = 1_790_000_000
  const object = {
    id,
    object: 'customer',
    email: `${id}@example.com`,
    name: id,
    created,
    livemode: false,
    metadata: {},
  }
  const event = {
    id: `evt_${id}`,
    object: 'event',
    type: 'customer.created',
    created,
    livemode: false,
    data: { object },
  }
  return {
    ...{ id: event.id, type: event.type, created, apiVersion: '2026-10-28.endive', source: 'webhook' as const },
    ...{ objectId: id, stripeCustomerId: id, payload: JSON.stringify(event) },
  }
}

async function waiting(): Promise<string[]> {
  return (await call('GET', '/api/v1/unmatched')).body.data.map(({ id }: { id: string }) => id).sort()
}

const resolve = (id: string, body: object) => call('POST', `/api/v1/unmatched/${id}/resolve`, { body })

describe('a Stripe customer that waits', () => {
  it('goes to the customer that a person names, and waits no more', async () => {
    const { body: ada } = await call('POST', '/api/v1/customers', { body: { name: 'Ada' } })
    const { status, body } = await resolve('cus_link', { customer: ada.id })
    expect([status, body.object, body.stripe_customer_id]).toEqual([200, 'resolution', 'cus_link'])
    expect([body.customer.id, body.customer.external_id]).toEqual([ada.id, 'cus_link'])
    expect((await call('GET', '/api/v1/customers/by-external/cus_link')).body.id).toBe(ada.id)
    expect(await waiting()).not.toContain('cus_link')
    expect((await resolve('cus_link', { create: true })).status).toBe(404)
  })

  it('becomes a customer of its own', async () => {
    const { status, body } = await resolve('cus_create', { create: true })
    expect([status, body.customer.external_id, body.customer.email]).toEqual([
      200,
      'cus_create',
      'cus_create@example.com',
    ])
    expect(body.customer.created_by.rule).toBe('unmatched_resolved')
  })

  it('is ignored', async () => {
    const { status, body } = await resolve('cus_ignore', { ignore: true })
    expect([status, body.customer]).toEqual([200, null])
    expect(await waiting()).not.toContain('cus_ignore')
    expect((await call('GET', '/api/v1/customers/by-external/cus_ignore')).status).toBe(404)
  })

  it('goes on waiting when the customer that was named is unknown or erased', async () => {
    const unknown = await resolve('cus_wait', { customer: 'cust_none' })
    expect([unknown.status, unknown.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/customer', code: 'unknown_customer' },
    ])
    const { body: bob } = await call('POST', '/api/v1/customers', { body: { name: 'Bob' } })
    await call('DELETE', `/api/v1/customers/${bob.id}`)
    const erased = await resolve('cus_wait', { customer: bob.id })
    expect([erased.status, erased.body.code]).toEqual([409, 'customer_erased'])
    expect(await waiting()).toContain('cus_wait')
  })
})
