import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type CustomerFilter,
  type CustomerPosition,
  type ListedCustomer,
  listCustomers,
} from '../../../worker/readmodel/customers.ts'
import type { CustomerProjection } from '../../../worker/readmodel/write-customers.ts'
import { storedCustomer } from '../../support/customer.ts'
import { seededRandom } from '../../support/random.ts'
import { newTenant } from '../account/tenant.ts'
import { DAY, NOW, population, projected, seed } from './customers.ts'
import { expectedIds, listedIds } from './naive-list.ts'

/** So many that some conditions are read in order and others, which few fulfil, are gathered. */
const ROWS = population(1_600)
const tenant = newTenant()

beforeAll(() => seed(tenant, ROWS))

const WORDS = [
  'a',
  'an',
  'alice',
  'smith',
  'li',
  "o'b",
  'brien',
  'jean-l',
  'luc',
  'zoë',
  'ÄNN',
  'example',
  'acme.example',
]
const FILTERS: CustomerFilter[] = [
  {},
  ...['customer', 'trial', 'none', 'unheard-of'].map((stage) => ({ stage })),
  ...['active', 'none'].map((access) => ({ access })),
  ...['active', 'none'].map((status) => ({ status })),
  ...['vip', 'rare'].map((tag) => ({ tag })),
  ...['price_pro', 'prod_basic'].map((plan) => ({ plan })),
  { segment: 'seg_1' },
  { package: 'base' },
  { renewing: { from: NOW, before: NOW + 30 * DAY } },
  { renewing: { from: NOW, before: NOW + 365 * DAY } },
  ...[
    ...WORDS,
    'alice.1',
    'cust_700',
    'cus_700',
    '700',
    '7',
    'smith alice',
    'alice cus_9',
    'li example.com',
    'an an',
  ].map((q) => ({ q })),
]
const SORTS = [undefined, 'created', 'mrr', '-mrr', 'renewal_date', '-renewal_date'] as const

describe('the list of customers', () => {
  it.each(FILTERS.map((filter) => [JSON.stringify(filter), filter] as const))(
    'answers all that %s means, each once, in every order, page by page',
    async (_title, filter) => {
      for (const sort of SORTS) {
        const expected = expectedIds(ROWS, { ...filter, sort })
        expect(await listedIds(tenant, { ...filter, sort }, 83)).toEqual(expected)
      }
    },
  )

  it.each([1, 2, 3, 4])('fulfils several conditions at once, whichever they are (%i)', async (seedNumber) => {
    const random = seededRandom(seedNumber)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
    for (let round = 0; round < 25; round += 1) {
      const filter = { ...pick(FILTERS), ...pick(FILTERS), ...pick(FILTERS), sort: pick(SORTS) }
      expect(await listedIds(tenant, filter, 53), JSON.stringify(filter)).toEqual(expectedIds(ROWS, filter))
    }
  })

  it('goes on where it was, although customers came and went between the pages', async () => {
    const own = newTenant()
    const some = ROWS.slice(0, 60).map((row) => ({ ...row, mergedInto: null }))
    await seed(own, some)
    const first: ListedCustomer[] = await listCustomers(env.DB, own, {}, { limit: 20, after: null })
    const newer = projected({ body: storedCustomer({ id: 'cust_new' }), number: 61 })
    await seed(own, [newer, { ...(some[45] as CustomerProjection), rev: 2, mergedInto: 'cust_1' }])
    const next = await listCustomers(env.DB, own, {}, { limit: 40, after: first.at(-1)?.position ?? null })
    expect([...first, ...next].map(({ customer }) => customer.id)).toEqual(some.map(({ id }) => id).reverse())
  })

  it('shows a customer once, and first, whose own id is a word of its name', async () => {
    const own = newTenant()
    const alices = ['x', 'alice', 'alicia', 'alice.b'].map((userId, at) =>
      projected({
        body: storedCustomer({
          id: `cust_${at}`,
          user_id: userId,
          name: `Alice ${at}`,
          email: `alice.${at}@example.com`,
        }),
        number: at,
      }),
    )
    await seed(own, alices)
    for (const limit of [1, 2, 10]) {
      const ids: string[] = []
      let after: CustomerPosition | null = null
      do {
        const page: ListedCustomer[] = await listCustomers(env.DB, own, { q: 'alice' }, { limit, after })
        ids.push(...page.map(({ customer }) => customer.id))
        after = page.at(-1)?.position ?? null
      } while (after && ids.length <= alices.length)
      expect(ids).toEqual(['cust_1', 'cust_0', 'cust_2', 'cust_3'])
    }
  })

  it('takes a position that nothing answered for one without a value, and never fails', async () => {
    for (const filter of [{}, { sort: 'mrr' }, { q: 'alice' }] as CustomerFilter[]) {
      const page = { limit: 5, after: { number: 10, value: 'not a number' } }
      expect((await listCustomers(env.DB, tenant, filter, page)).length).toBeLessThanOrEqual(5)
    }
  })
})
