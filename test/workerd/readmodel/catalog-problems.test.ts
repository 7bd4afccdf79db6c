import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import type { CatalogProblem } from '../../../worker/readmodel/catalog-problems.ts'
import { listPrices } from '../../../worker/readmodel/prices.ts'
import { listProducts } from '../../../worker/readmodel/products.ts'
import { seededRandom, shuffled } from '../../support/random.ts'
import { incoming, newTenant, rpc, settle } from '../account/tenant.ts'

const T0 = 1_767_225_600
let events = 0

function event(type: string, at: number, object: object): object {
  events += 1
  return { id: `evt_${events}`, object: 'event', type, created: T0 + at, livemode: false, data: { object } }
}

const product = (id: string, at = 0, over: object = {}) =>
  event('product.updated', at, { id, name: id, active: true, ...over })
const price = (id: string, owner: string, at = 0, over: object = {}) =>
  event('price.updated', at, { id, product: owner, active: true, currency: 'usd', unit_amount: 500, ...over })

function subscription(id: string, prices: string[], status = 'active', at = 0): object {
  const data = prices.map((name, index) => ({
    id: `si_${id}_${index}`,
    price: { id: name, product: `prod_of_${name}` },
    quantity: 1,
  }))
  return event('customer.subscription.updated', at, { id, status, items: { data } })
}

async function told(...all: object[]): Promise<Tenant> {
  const tenant = newTenant()
  for (const one of all) await rpc(tenant).ingest(tenant, incoming(one))
  await settle(tenant)
  return tenant
}

const PAGE = { limit: 100, after: null }

async function priceIds(tenant: Tenant, problem: CatalogProblem | null, mapped: string[] = []): Promise<string[]> {
  const rows = await listPrices(env.DB, tenant, { problem, mapped }, { ...PAGE, product: null })
  return rows.map(({ id }) => id).sort()
}

async function productIds(tenant: Tenant, problem: CatalogProblem | null, mapped: string[] = []): Promise<string[]> {
  return (await listProducts(env.DB, tenant, { problem, mapped }, PAGE)).map(({ id }) => id).sort()
}

describe('problems of the catalog', () => {
  it('a price that only a subscription names is missing, and so is its product', async () => {
    const tenant = await told(
      product('prod_of_known'),
      price('known', 'prod_of_known'),
      subscription('sub_1', ['known', 'unknown']),
    )
    expect(await priceIds(tenant, 'missing')).toEqual(['unknown'])
    expect(await productIds(tenant, 'missing')).toEqual(['prod_of_unknown'])
    const all = await listPrices(env.DB, tenant, { problem: null, mapped: [] }, { ...PAGE, product: null })
    expect(all.map(({ id, problems, liveSubscriptions }) => [id, problems, liveSubscriptions])).toEqual([
      ['unknown', ['missing'], 1],
      ['known', [], 1],
    ])
  })

  it('an archived price, or one of an archived product, is a problem only while subscriptions have it', async () => {
    const tenant = await told(
      product('prod_1'),
      product('prod_2', 0, { active: false }),
      price('archived', 'prod_1', 0, { active: false }),
      price('archived_unused', 'prod_1', 0, { active: false }),
      price('of_archived', 'prod_2'),
      subscription('sub_1', ['archived', 'of_archived']),
      subscription('sub_2', ['archived'], 'canceled'),
    )
    expect(await priceIds(tenant, 'archived_in_use')).toEqual(['archived', 'of_archived'])
    expect(await productIds(tenant, 'archived_in_use')).toEqual(['prod_2'])
    await rpc(tenant).ingest(tenant, incoming(subscription('sub_1', ['archived', 'of_archived'], 'canceled', 9)))
    await settle(tenant)
    expect(await priceIds(tenant, 'archived_in_use')).toEqual([])
  })

  it('once there is a mapping, what it does not name is unmapped; its product stands for a price', async () => {
    const tenant = await told(
      product('prod_1'),
      product('prod_2'),
      product('prod_3'),
      price('mapped', 'prod_1'),
      price('by_product', 'prod_2'),
      price('unmapped', 'prod_3'),
      price('old', 'prod_3', 0, { active: false }),
    )
    expect(await priceIds(tenant, 'unmapped')).toEqual([])
    expect(await priceIds(tenant, 'unmapped', ['mapped', 'prod_2'])).toEqual(['unmapped'])
    expect(await productIds(tenant, 'unmapped', ['mapped', 'prod_2'])).toEqual(['prod_3'])
  })

  it.each([1, 2, 3, 4, 5, 6])(
    'counts uses from the present state, whatever order and duplicates events come in (%i)',
    async (seed) => {
      const random = seededRandom(seed)
      const names = ['p1', 'p2', 'p3']
      const last = new Map<string, { prices: string[]; status: string }>()
      const stream = Array.from({ length: 60 }, (_, at) => {
        const id = `sub_${Math.floor(random() * 6)}`
        const prices = names.filter(() => random() > 0.5)
        const status = random() > 0.3 ? 'active' : 'canceled'
        last.set(id, { prices, status })
        return subscription(id, prices, status, at)
      })
      const tenant = await told(...shuffled([...stream, ...stream.slice(0, 20)], random))
      const rows = await listPrices(env.DB, tenant, { problem: null, mapped: [] }, { ...PAGE, product: null })
      const expected = names.map((name) => [
        name,
        [...last.values()].filter(({ prices, status }) => status === 'active' && prices.includes(name)).length,
      ])
      expect(rows.map(({ id, liveSubscriptions }) => [id, liveSubscriptions]).sort()).toEqual(
        expected.filter(([, count]) => count !== 0),
      )
    },
  )
})
