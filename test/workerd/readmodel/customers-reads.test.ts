import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CustomerFilter, type CustomerPosition, listCustomers } from '../../../worker/readmodel/customers.ts'
import { upsertCustomers } from '../../../worker/readmodel/write-customers.ts'
import { storedCustomer } from '../../support/customer.ts'
import { newTenant } from '../account/tenant.ts'
import { countingReads, DAY, NOW, population, projected, seed } from './customers.ts'

const CUSTOMERS = 100_000
/** Customers with the tag `rare`, at most. */
const RARE = 100
/** What a page of a term may read beyond what it shows: 64 numbers, their customers, and both again to be sorted. */
const BLOCK = 3 * 64
const tenant = newTenant()

beforeAll(() => seed(tenant, population(CUSTOMERS, { rareOne: CUSTOMERS / RARE })), 120_000)

async function readsOf(
  filter: CustomerFilter,
  page: { limit: number; after: CustomerPosition | null },
): Promise<{ reads: number; shown: number; after: CustomerPosition | null }> {
  const { db, rowsRead } = countingReads(env.DB)
  const rows = await listCustomers(db, tenant, filter, page)
  return { reads: rowsRead(), shown: rows.length, after: rows.at(-1)?.position ?? null }
}

const renewing = { from: NOW, before: NOW + 90 * DAY }
/** Each with the text of a value in the middle of its order. */
const ONE_CONDITION: [filter: CustomerFilter, middle: string][] = [
  [{}, ''],
  [{ sort: 'created' }, ''],
  [{ sort: 'mrr' }, '9000'],
  [{ sort: '-mrr' }, '9000'],
  [{ sort: 'mrr' }, ''],
  [{ sort: '-mrr' }, ''],
  [{ sort: 'renewal_date' }, `${NOW + 200 * DAY}`],
  [{ sort: '-renewal_date' }, `${NOW + 200 * DAY}`],
  [{ sort: 'renewal_date' }, ''],
  ...['customer', 'trial', 'none'].map((stage): [CustomerFilter, string] => [{ stage }, '']),
  ...['active', 'suspended'].map((access): [CustomerFilter, string] => [{ access }, '']),
  ...['trialing', 'none'].map((status): [CustomerFilter, string] => [{ status }, '']),
  ...['price_pro', 'prod_basic'].map((plan): [CustomerFilter, string] => [{ plan }, '']),
  ...['vip', 'rare'].map((tag): [CustomerFilter, string] => [{ tag }, '']),
  ...['seg_1', 'seg_all'].map((segment): [CustomerFilter, string] => [{ segment }, '']),
  [{ package: 'base' }, ''],
  [{ renewing }, `${NOW + 45 * DAY}`],
  [{ renewing, sort: '-renewal_date' }, `${NOW + 45 * DAY}`],
  [{ q: 'a' }, 'word:alpha.example'],
  [{ q: 'ALICE' }, 'word:alice.5'],
  [{ q: 'smith' }, 'word:smith'],
  [{ q: 'example.com' }, 'word:example.com'],
]

function isByTerm(filter: CustomerFilter): boolean {
  return Object.keys(filter).some((key) => !['sort', 'renewing', 'q'].includes(key))
}

describe('with a hundred thousand customers', () => {
  it.each(ONE_CONDITION.map(([filter, middle]) => [JSON.stringify(filter), middle, filter] as const))(
    'a page of %s reads at most five rows for each that it may show, and of a term a block, wherever it begins (%s)',
    async (_title, value, filter) => {
      for (const limit of [21, 101]) {
        for (const from of [null, { number: CUSTOMERS / 2, value }]) {
          const first = await readsOf(filter, { limit, after: from })
          const second = await readsOf(filter, { limit, after: first.after })
          expect(first.shown).toBeGreaterThan(0)
          const most = 5 * limit + (isByTerm(filter) ? BLOCK : 0)
          expect(Math.max(first.reads, second.reads)).toBeLessThanOrEqual(most)
        }
      }
    },
  )

  it('a page of a term that all have reads no more, wherever in a block it begins', async () => {
    for (let number = CUSTOMERS / 2; number < CUSTOMERS / 2 + 64; number += 1) {
      const { reads, shown } = await readsOf({ segment: 'seg_all' }, { limit: 21, after: { number, value: '' } })
      expect(shown).toBe(21)
      expect(reads).toBeLessThanOrEqual(5 * 21 + BLOCK)
    }
  })

  it('a change of one reads and writes the blocks of the terms that change, however many there are', async () => {
    const number = CUSTOMERS / 2
    const body = storedCustomer({ id: `cust_${number}`, segments: ['seg_all', 'seg_new'] })
    const { db, rowsRead } = countingReads(env.DB)
    const results = await db.batch(upsertCustomers(db, tenant, [projected({ body, number, rev: 2 })]))
    const written = results.reduce((rows, { meta }) => rows + meta.rows_written, 0)
    expect(written).toBeLessThan(30)
    expect(rowsRead()).toBeLessThan(written * 4 * 64)
  })

  it('so does every page of a long search, although many customers have several words that begin so', async () => {
    const limit = 1_000
    let after: CustomerPosition | null = null
    let shown = 0
    do {
      const page = await readsOf({ q: 'a' }, { limit, after })
      expect(page.reads).toBeLessThanOrEqual(5 * limit)
      after = page.after
      shown += page.shown
    } while (after)
    expect(shown).toBeGreaterThan(CUSTOMERS / 2)
  })

  it.each(['cust_77', 'cus_77', '99998', 'alice.777', 'smith alice.777'])('%s is found with a few reads', async (q) => {
    const { reads, shown } = await readsOf({ q }, { limit: 21, after: null })
    expect(shown).toBeGreaterThan(0)
    expect(reads).toBeLessThan(100)
  })

  it.each([
    { tag: 'rare', stage: 'customer' },
    { tag: 'rare', sort: '-mrr' },
    { tag: 'rare', q: 'a' },
    { tag: 'rare', renewing },
    { tag: 'rare', q: 'example.com', renewing, access: 'active', sort: 'created' },
  ] as CustomerFilter[])('of %o the condition that few fulfil decides what is read', async (filter) => {
    const { reads } = await readsOf(filter, { limit: 21, after: null })
    expect(reads).toBeLessThanOrEqual(5 * RARE)
  })

  it.each([
    { stage: 'customer', access: 'active' },
    { stage: 'customer', sort: '-mrr' },
    { q: 'alice', stage: 'customer' },
    { renewing, tag: 'vip', sort: 'created' },
  ] as CustomerFilter[])('of %o, which many fulfil, a page is full soon', async (filter) => {
    const { reads, shown } = await readsOf(filter, { limit: 101, after: null })
    expect(shown).toBe(101)
    expect(reads).toBeLessThan(CUSTOMERS / 20)
  })
})
