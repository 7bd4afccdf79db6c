import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { tallyTermsOf } from '../../../worker/domain/customer-terms.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import type { CustomerFilter } from '../../../worker/readmodel/customers.ts'
import { type CustomerProjection, upsertCustomers, upsertTallies } from '../../../worker/readmodel/write-customers.ts'
import { seededRandom, shuffled } from '../../support/random.ts'
import { newTenant } from '../account/tenant.ts'
import { DAY, NOW, population } from './customers.ts'
import { expectedIds, listedIds } from './naive-list.ts'
import { blocksWith, heldBlocks, heldTerms, termsWith, writeCustomers } from './terms.ts'

/** Three blocks and a bit. */
const CUSTOMERS = 200
const STEPS = 12
const PAST = [1, 2, 3, 4, 5, 6].map((seed) => population(CUSTOMERS, { seed, rareOne: 11 }))
const FILTERS: CustomerFilter[] = [
  ...['customer', 'trial', 'churned', 'none'].map((stage) => ({ stage })),
  ...['active', 'none'].map((access) => ({ access })),
  ...['canceled', 'none'].map((status) => ({ status })),
  ...['vip', 'rare'].map((tag) => ({ tag })),
  ...['price_pro', 'prod_basic'].map((plan) => ({ plan })),
  { segment: 'seg_1' },
  { package: 'base' },
  { renewing: { from: NOW, before: NOW + 90 * DAY } },
  ...['alice', 'example.com', 'cus_77'].map((q) => ({ q })),
  {},
]
const SORTS = [undefined, undefined, 'created', 'mrr', '-mrr', 'renewal_date', '-renewal_date'] as const

/** A word so long that a batch of many such customers travels in several pieces. */
const LONG_WORD = `word:${'x'.repeat(30_000)}`

async function writeTallies(tenant: Tenant, rows: CustomerProjection[], names: Set<string>, rev: number) {
  const counts = new Map<string, number>()
  for (const { terms } of rows.filter(({ mergedInto }) => mergedInto === null))
    for (const name of tallyTermsOf(terms)) counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const name of counts.keys()) names.add(name)
  const tallies = [...names].map((name) => ({ name, n: counts.get(name) ?? 0, rev }))
  await env.DB.batch(upsertTallies(env.DB, tenant, tallies))
}

describe('after any changes, merges, repeats and late revisions', () => {
  it.each([1, 2, 3, 4])('terms are those of the customers that are listed, and so is every list (%i)', async (seed) => {
    const random = seededRandom(seed)
    const below = (n: number): number => Math.floor(random() * n)
    const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T
    const tenant = newTenant()
    const newest = new Map<string, CustomerProjection>()
    const written: CustomerProjection[] = []
    const names = new Set<string>()
    for (let step = 1; step <= STEPS; step += 1) {
      const isLong = step % 4 === 0
      const first = below(CUSTOMERS)
      const some = isLong || random() < 0.5 ? shuffled(pick(PAST), random) : pick(PAST).slice(first)
      const batch = some.slice(0, isLong ? 60 : 1 + below(40)).map((row): CustomerProjection => {
        const late = random() < 0.2 && written.filter(({ id }) => id === row.id).at(0)
        const terms = isLong ? [...row.terms, LONG_WORD] : row.terms
        return late || { ...row, rev: step, terms, mergedInto: random() < 0.1 ? '' : row.mergedInto }
      })
      if (isLong) expect(upsertCustomers(env.DB, tenant, batch).length).toBeGreaterThan(8 + 4)
      await writeCustomers(tenant, batch)
      for (const row of batch) if (row.rev > (newest.get(row.id)?.rev ?? 0)) newest.set(row.id, row)
      written.push(...batch)
      expect(await writeCustomers(tenant, batch)).toBe(0)
      expect(await writeCustomers(tenant, shuffled(written, random).filter(firstOfItsId))).toBe(0)
      const rows = [...newest.values()]
      expect(await heldBlocks(tenant)).toEqual(blocksWith(rows))
      expect(await heldTerms(tenant)).toEqual(termsWith(rows))
      await writeTallies(tenant, rows, names, step)
      for (let lists = 0; lists < 4; lists += 1) {
        const filter = { ...pick(FILTERS), ...pick(FILTERS), sort: pick(SORTS) }
        expect(await listedIds(tenant, filter, 3 + below(90)), JSON.stringify(filter)).toEqual(
          expectedIds(rows, filter),
        )
      }
    }
  })
})

/** A batch names each customer at most once. */
function firstOfItsId({ id }: CustomerProjection, at: number, rows: CustomerProjection[]): boolean {
  return rows.findIndex((row) => row.id === id) === at
}
