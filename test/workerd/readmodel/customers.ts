import { env } from 'cloudflare:workers'
import type { AccessState } from '../../../worker/domain/customer.ts'
import { tallyTermsOf, termsOf } from '../../../worker/domain/customer-terms.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { type CustomerProjection, upsertCustomers, upsertTallies } from '../../../worker/readmodel/write-customers.ts'
import { storedCustomer } from '../../support/customer.ts'
import { seededRandom } from '../../support/random.ts'

/** The second at which these customers renew at the earliest. */
export const NOW = 1_790_000_000
export const DAY = 86_400

const FIRST_NAMES = ['Alice', 'Bob', 'Carol', 'Dan', 'Zoë', 'Jean-Luc', 'Anna', 'Ännchen', 'Émile', 'Li']
const LAST_NAMES = ['Smith', 'Müller', "O'Brien", 'Annan', 'Li', 'Ørsted', 'Example', 'van Dyke', 'Alistair']
const DOMAINS = ['example.com', 'example.org', 'acme.example', 'alpha.example']
const STAGES = ['customer', 'customer', 'customer', 'trial', 'churned', null]
const STATUSES = ['active', 'active', 'active', 'trialing', 'canceled', null]
const ACCESS: AccessState[] = ['active', 'active', 'active', 'suspended', 'expired', 'none']

export function projected(over: Partial<CustomerProjection> = {}): CustomerProjection {
  const body = over.body ?? storedCustomer({ id: over.id ?? 'cust_1' })
  return {
    ...{ id: body.id, number: 1, rev: 1, mergedInto: null, mrr: null, renewalAt: null, terms: termsOf(body), body },
    ...{ timeline: [], timelinePages: 0 },
    ...over,
  }
}

/** Customers of all kinds, always the same for a seed. One in `rareOne` has the tag `rare`, all are in `seg_all`. */
export function population(count: number, { seed = 1, rareOne = 100 } = {}): CustomerProjection[] {
  const random = seededRandom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  return Array.from({ length: count }, (_, at) => {
    const number = at + 1
    const [first, last] = [pick(FIRST_NAMES), pick(LAST_NAMES)]
    const kind = Math.floor(random() * STAGES.length)
    const plan = pick(['basic', 'pro', 'pro'])
    const body = storedCustomer({
      ...{ id: `cust_${number}`, external_id: `cus_${number}`, stripe_customer_ids: [`cus_${number}`] },
      user_id: random() < 0.5 ? `${number}` : null,
      name: random() < 0.9 ? `${first} ${last}` : null,
      email: random() < 0.9 ? `${first}.${number}@${pick(DOMAINS)}` : null,
      stage: STAGES[kind] ?? null,
      subscription_status: STATUSES[kind] ?? null,
      access: { ...storedCustomer().access, state: ACCESS[kind] ?? 'none' },
      plan: STATUSES[kind] ? { price: `price_${plan}`, product: `prod_${plan}` } : null,
      packages: random() < 0.6 ? ['base', plan] : [],
      tags: [...(number % rareOne === 0 ? ['rare'] : []), ...(random() < 0.4 ? ['vip'] : [])],
      segments: [...(random() < 0.5 ? ['seg_1'] : []), 'seg_all'],
      erased: random() < 0.02,
    })
    return projected({
      ...{ body, number, mergedInto: random() < 0.03 ? 'cust_1' : null },
      mrr: random() < 0.7 ? Math.floor(random() * 40) * 500 : null,
      renewalAt: random() < 0.6 ? NOW + (Math.floor(random() * 400) - 30) * DAY : null,
    })
  })
}

export async function seed(tenant: Tenant, rows: CustomerProjection[]): Promise<void> {
  const counts = new Map<string, number>()
  for (const { terms, mergedInto } of rows) {
    for (const name of mergedInto === null ? tallyTermsOf(terms) : []) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  for (let at = 0; at < rows.length; at += 5_000)
    await env.DB.batch(upsertCustomers(env.DB, tenant, rows.slice(at, at + 5_000)))
  const tallies = [...counts].map(([name, n]) => ({ name, n, rev: 1 }))
  await env.DB.batch(upsertTallies(env.DB, tenant, tallies))
}

/** The database, and how many rows were read through it. */
export function countingReads(db: D1Database): { db: D1Database; rowsRead: () => number } {
  let rowsRead = 0
  const raw = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const all = async () => {
      const result = await statement.all()
      rowsRead += result.meta.rows_read
      return result
    }
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all,
      run: all,
      first: async () => (await all()).results[0] ?? null,
    } as unknown as D1PreparedStatement
    raw.set(wrapped, statement)
    return wrapped
  }
  const counting = {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await db.batch(statements.map((statement) => raw.get(statement) ?? statement))
      for (const { meta } of results) rowsRead += meta.rows_read
      return results
    },
  }
  return { db: counting as unknown as D1Database, rowsRead: () => rowsRead }
}
