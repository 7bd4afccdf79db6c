import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { rpc } from '../account/tenant.ts'
import { control, deliverEvents, linkedTenant, listObjects, newStripeAccount, run, stripeApi, WAIT } from './stripe.ts'

async function products(tenant: Tenant): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare(
    'SELECT id, name, active, deleted FROM products WHERE account_id = ?1 ORDER BY id',
  )
    .bind(tenant.accountId)
    .all()
  return results
}

describe('a catalog sync', () => {
  it('marks what was archived, renamed or deleted while no event came, and counts both sides', async () => {
    const stripe = await newStripeAccount()
    await control(stripe.base, 'trigger', { account: stripe.account, event: 'product.created', count: 3 })
    await control(stripe.base, 'trigger', { account: stripe.account, event: 'price.created', count: 2 })
    const tenant = await linkedTenant(stripe)
    const first = await run(tenant, 'catalog_sync')
    expect(first.done).toEqual({ products: 5, prices: 2, coupons: 0 })
    expect(first.held).toEqual(first.done)

    const prices = await listObjects(stripe, 'price')
    const priced = new Set(prices.map(({ product }) => product))
    const [gone, archived, renamed] = (await listObjects(stripe, 'product')).filter(({ id }) => !priced.has(id))
    await stripeApi(stripe, `/v1/products/${archived?.id}`, { active: 'false' })
    await stripeApi(stripe, `/v1/products/${renamed?.id}`, { name: 'Another name' })
    await stripeApi(stripe, `/v1/products/${gone?.id}`, {}, 'DELETE')
    await rpc(tenant).advanceClock(tenant, 5) // What was seen in the very second of a sync counts as seen by it.
    const second = await run(tenant, 'catalog_sync')
    expect(second).toMatchObject({ status: 'done', done: { products: 4, prices: 2 }, requests: 3 })
    const expected = expect.arrayContaining([
      expect.objectContaining({ id: gone?.id, deleted: 1 }),
      expect.objectContaining({ id: archived?.id, active: 0, deleted: 0 }),
      expect.objectContaining({ id: renamed?.id, name: 'Another name' }),
    ])
    await expect.poll(() => products(tenant), WAIT).toEqual(expected)
    expect((await run(tenant, 'catalog_sync')).held).toMatchObject({ products: 4, prices: 2 })
  })

  it('shows a coupon again that was deleted and made anew with the same id', async () => {
    const stripe = await newStripeAccount()
    const tenant = await linkedTenant(stripe)
    const terms = { id: 'WELCOME10', percent_off: '10', duration: 'forever' }
    const coupon = await stripeApi(stripe, '/v1/coupons', terms)
    const at = Math.floor(Date.now() / 1000) - 100
    const deleted = {
      id: 'evt_gone',
      object: 'event',
      type: 'coupon.deleted',
      created: at,
      livemode: false,
      data: { object: coupon },
    }
    await deliverEvents(tenant, [deleted])
    expect((await run(tenant, 'catalog_sync')).held).toMatchObject({ coupons: 1 })
  })
})
