import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { StoredCustomer } from '../../../worker/domain/customer.ts'
import { termsOf } from '../../../worker/domain/customer-terms.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { type CustomerProjection, upsertCustomers } from '../../../worker/readmodel/write-customers.ts'
import { storedCustomer } from '../../support/customer.ts'
import { newTenant } from '../account/tenant.ts'
import { population, projected } from './customers.ts'
import { blocksWith, heldBlocks, heldTerms, termsWith, writeCustomers } from './terms.ts'

/** A customer with a term for each thing that has one, as it was at a revision. */
function alice(
  rev: number,
  over: Partial<StoredCustomer> = {},
  row: Partial<CustomerProjection> = {},
): CustomerProjection {
  const body = storedCustomer({
    ...{ id: 'cust_1', external_id: 'cus_1', stripe_customer_ids: ['cus_1'], user_id: '42' },
    ...{ name: 'Alice "Al" Müller', email: 'alice@example.com', stage: 'customer', packages: ['a'], tags: ['vip'] },
    ...over,
  })
  return projected({ body, number: 7, rev, mrr: 900, renewalAt: 1_790_000_000, ...row })
}

async function heldRows(tenant: Tenant): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare(
    'SELECT * FROM customers WHERE account_id = ?1 AND mode = ?2 ORDER BY number',
  )
    .bind(tenant.accountId, tenant.mode)
    .all()
  return results
}

async function expectTerms(tenant: Tenant, rows: CustomerProjection[]): Promise<void> {
  expect(await heldTerms(tenant)).toEqual(termsWith(rows))
  expect(await heldBlocks(tenant)).toEqual(blocksWith(rows))
}

describe('a customer in the read model', () => {
  it('is written as it is, with a row for each of three indexes and each term', async () => {
    const tenant = newTenant()
    const row = alice(1, {}, { timeline: [{ kind: 'event', at: '2026-11-22T00:00:00Z', event: 'evt_1', type: 'x.y' }] })
    expect(await writeCustomers(tenant, [row])).toBe(4 + row.terms.length)
    const [held] = await heldRows(tenant)
    expect(held).toMatchObject({
      id: 'cust_1',
      number: 7,
      rev: 1,
      merged_into: null,
      mrr: 900,
      renewal_at: 1_790_000_000,
    })
    expect(JSON.parse(held?.body as string)).toEqual(row.body)
    expect(JSON.parse(held?.terms as string)).toEqual(row.terms)
    expect(JSON.parse(held?.timeline as string)).toEqual(row.timeline)
    await expectTerms(tenant, [row])
  })

  it('whose packages change costs its row, the term that went and the term that came, and nothing else', async () => {
    const tenant = newTenant()
    await writeCustomers(tenant, [alice(1)])
    const changed = alice(2, { packages: ['b'] })
    expect(await writeCustomers(tenant, [changed])).toBe(3)
    await expectTerms(tenant, [changed])
    expect(
      await writeCustomers(tenant, [alice(3, { packages: ['b'], lifetime_value: [{ currency: 'usd', amount: 1 }] })]),
    ).toBe(1)
  })

  it('costs an index entry for each sort value that changes, and no more', async () => {
    const tenant = newTenant()
    await writeCustomers(tenant, [alice(1)])
    expect(await writeCustomers(tenant, [alice(2, {}, { mrr: 1_800 })])).toBe(3)
    expect(await writeCustomers(tenant, [alice(3, {}, { mrr: 1_800, renewalAt: null })])).toBe(3)
    expect(await heldRows(tenant)).toMatchObject([{ rev: 3, mrr: 1_800, renewal_at: null }])
  })

  it('of the same revision again, or of an earlier one that comes late, writes nothing, terms included', async () => {
    const tenant = newTenant()
    const newest = alice(3, { packages: ['c'] }, { mrr: null })
    await writeCustomers(tenant, [newest])
    const before = await heldRows(tenant)
    expect(await writeCustomers(tenant, [newest])).toBe(0)
    expect(await writeCustomers(tenant, [alice(2, { packages: ['b'], tags: [] }, { mrr: 100 })])).toBe(0)
    expect(await writeCustomers(tenant, [alice(2, {}, { mergedInto: 'cust_9' })])).toBe(0)
    expect(await heldRows(tenant)).toEqual(before)
    await expectTerms(tenant, [newest])
  })

  it('that was merged away keeps its row and loses its terms; undone, it has them again', async () => {
    const tenant = newTenant()
    await writeCustomers(tenant, [alice(1)])
    await writeCustomers(tenant, [alice(2, {}, { mergedInto: 'cust_2' })])
    expect(await heldRows(tenant)).toMatchObject([{ id: 'cust_1', rev: 2, merged_into: 'cust_2', terms: '[]' }])
    await expectTerms(tenant, [])
    await writeCustomers(tenant, [alice(3)])
    expect(await heldRows(tenant)).toMatchObject([{ merged_into: null }])
    await expectTerms(tenant, [alice(3)])
  })

  it('shares terms with others without touching theirs, and with other tenants nothing', async () => {
    const [tenant, other] = [newTenant(), newTenant()]
    const bob = projected({ body: storedCustomer({ id: 'cust_2', tags: ['vip'] }), number: 8 })
    await writeCustomers(tenant, [alice(1), bob])
    await writeCustomers(other, [alice(1)])
    await writeCustomers(tenant, [alice(2, { tags: [] })])
    expect(await heldBlocks(tenant)).toMatchObject({ 'tag:vip 0': '[8]' })
    await expectTerms(other, [alice(1)])
  })

  it('travels with hundreds of others in few statements, and each arrives', async () => {
    const tenant = newTenant()
    const rows = Array.from({ length: 600 }, (_, at) =>
      projected({ body: storedCustomer({ id: `cust_${at}`, name: 'x'.repeat(2_000) }), number: at, rev: 1 }),
    )
    expect(upsertCustomers(env.DB, tenant, rows).length).toBeLessThan(20)
    await writeCustomers(tenant, rows)
    expect(await heldRows(tenant)).toHaveLength(600)
    expect(
      await writeCustomers(
        tenant,
        rows.map((row) => ({ ...row, rev: 2 })),
      ),
    ).toBe(600)
  })
})

describe('many customers at once', () => {
  /** Neighbours, but for those that were merged away. */
  const thousand = population(1_000)

  it('cost hardly more than their rows where all get another package, as after an edit of the price mapping', async () => {
    const tenant = newTenant()
    await writeCustomers(tenant, thousand)
    const edited = thousand
      .filter(({ mergedInto, body }) => mergedInto === null && body.packages.length > 0)
      .map((row) => {
        const body = { ...row.body, packages: ['team', 'base'] }
        return { ...row, rev: 2, body, terms: termsOf(body) }
      })
    expect((await writeCustomers(tenant, edited)) / edited.length).toBeLessThanOrEqual(1.1)
    const others = thousand.filter(({ id }) => !edited.some((row) => row.id === id))
    await expectTerms(tenant, [...edited, ...others])
  })

  it('cost, when they are new, four rows each, one for each word and id, and a few blocks', async () => {
    const tenant = newTenant()
    const rows = thousand.slice(0, 250)
    const wordsAndIds = termsWith(rows).length
    const blocks = Object.keys(blocksWith(rows)).length
    const unlisted = rows.filter(({ mergedInto }) => mergedInto !== null).length
    expect(await writeCustomers(tenant, rows)).toBe(4 * 250 - 3 * unlisted + wordsAndIds + blocks)
    expect(blocks).toBeLessThan(250 / 2)
  })
})
