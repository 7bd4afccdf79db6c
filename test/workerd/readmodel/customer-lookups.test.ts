import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { StoredCustomer } from '../../../worker/domain/customer.ts'
import { readCustomerNames } from '../../../worker/readmodel/customer-names.ts'
import {
  type CustomerFilter,
  listCustomers,
  readCustomer,
  readCustomerByExternal,
  readCustomerByUser,
} from '../../../worker/readmodel/customers.ts'
import type { CustomerProjection } from '../../../worker/readmodel/write-customers.ts'
import { storedCustomer } from '../../support/customer.ts'
import { newTenant } from '../account/tenant.ts'
import { projected, seed } from './customers.ts'

describe('a customer', () => {
  const of = (over: Partial<StoredCustomer>, number: number): CustomerProjection =>
    projected({ body: storedCustomer(over), number })

  it('is found by its id, any of its Stripe customers and the account’s own id, in its own tenant only', async () => {
    const own = newTenant()
    const row = of({ id: 'cust_1', stripe_customer_ids: ['cus_A', 'cus_B'], user_id: 'Ü 1' }, 1)
    await seed(own, [row, of({ id: 'cust_2' }, 2)])
    expect(await readCustomer(env.DB, own, 'cust_1')).toEqual(row.body)
    expect(await readCustomerByExternal(env.DB, own, 'cus_B')).toEqual(row.body)
    expect(await readCustomerByUser(env.DB, own, 'Ü 1')).toEqual(row.body)
    for (const other of [newTenant(), { ...own, mode: 'live' as const }]) {
      expect(await readCustomer(env.DB, other, 'cust_1')).toBeNull()
      expect(await readCustomerByExternal(env.DB, other, 'cus_B')).toBeNull()
      expect(await readCustomerByUser(env.DB, other, 'Ü 1')).toBeNull()
    }
    expect(await readCustomerByExternal(env.DB, own, 'cus_b')).toBeNull()
    expect(await readCustomerByUser(env.DB, own, 'ü 1')).toBeNull()
  })

  it('with a long own id is told from one whose id begins alike', async () => {
    const own = newTenant()
    const id = 'x'.repeat(250)
    await seed(own, [of({ id: 'cust_1', user_id: `${id}1` }, 1), of({ id: 'cust_2', user_id: `${id}2` }, 2)])
    expect((await readCustomerByUser(env.DB, own, `${id}2`))?.id).toBe('cust_2')
    expect(await readCustomerByUser(env.DB, own, `${id}3`)).toBeNull()
  })

  it('that was merged away answers who took it over in the end, and is in no list', async () => {
    const own = newTenant()
    const merged = (id: string, number: number, mergedInto: string): CustomerProjection => ({
      ...of({ id, email: `${id}@example.com`, stripe_customer_ids: ['cus_1'] }, number),
      mergedInto,
    })
    const survivor = of(
      { id: 'cust_3', external_id: 'cus_1', email: 'c@example.com', stripe_customer_ids: ['cus_1'] },
      3,
    )
    await seed(own, [merged('cust_1', 1, 'cust_2'), merged('cust_2', 2, 'cust_3'), survivor, merged('cust_4', 4, '')])
    expect(await readCustomer(env.DB, own, 'cust_1')).toEqual(survivor.body)
    expect(await readCustomer(env.DB, own, 'cust_4')).toBeNull()
    expect(await readCustomerByExternal(env.DB, own, 'cus_1')).toEqual(survivor.body)
    const name = { id: 'cust_3', externalId: 'cus_1', email: 'c@example.com', name: null, userId: null }
    expect(await readCustomerNames(env.DB, own, ['cust_1', 'cust_3', 'cust_4', 'cust_5'])).toEqual(
      new Map([
        ['cust_1', name],
        ['cust_3', name],
      ]),
    )
    for (const filter of [
      {},
      { q: 'cust_1' },
      { q: 'cus_1' },
      { stage: 'none' },
      { sort: 'mrr' },
    ] as CustomerFilter[]) {
      const listed = await listCustomers(env.DB, own, filter, { limit: 10, after: null })
      expect(listed.map(({ customer }) => customer.id)).toEqual(filter.q === 'cust_1' ? [] : ['cust_3'])
    }
  })
})
