import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { charge, invoice } from '../../support/billing-payments.ts'
import { ruleAccount } from '../rules/account.ts'
import { rpc, settle, stubOf } from './tenant.ts'

const PERSON = { email: 'erika.mustermann@example.com', name: 'Erika Mustermann' }
const TRACES = /mustermann/i

describe('erasing a customer', () => {
  it('leaves no trace of the person in the object or in the read model, and all totals', async () => {
    const account = await ruleAccount()
    await account.receive(
      event('customer.created', stripeCustomer(PERSON)),
      event('customer.updated', stripeCustomer({ ...PERSON, name: 'Erika M. Mustermann' })),
      event('customer.subscription.created', subscription()),
      event('invoice.paid', invoice({ status: 'paid' })),
      event('charge.succeeded', charge()),
    )
    const before = await account.customer()
    await account.ask('PATCH', `/customers/${before.id}`, { fields: { nickname: 'Mustermann' }, tags: ['vip'] })
    await rpc(account.tenant).ingestSnapshots(account.tenant, 0, [
      {
        objectType: 'customer',
        objectId: 'cus_1',
        asOf: 2_000_000_000,
        object: stripeCustomer(PERSON),
        source: 'refetch',
      },
    ])
    await settle(account.tenant)

    const erased = await account.ask('DELETE', `/customers/${before.id}`)
    expect(erased.status).toBe(200)
    await settle(account.tenant)

    expect(await tracesInObject(account.tenant)).toEqual([])
    expect(await tracesInReadModel(account.tenant)).toEqual([])
    const after = await account.customer()
    expect([after.erased, after.email, after.name, after.tags, after.mrr, after.lifetime_value]).toEqual([
      ...[true, null, null, [], before.mrr, before.lifetime_value],
    ])
  })
})

async function tracesInObject(tenant: Tenant): Promise<string[]> {
  return runInDurableObject(stubOf(tenant), (_object, state) => {
    const { sql } = state.storage
    const tables = sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray()
    return tables
      .filter(({ name }) => !name.startsWith('_cf'))
      .flatMap(({ name }) =>
        sql
          .exec(`SELECT * FROM ${name}`)
          .toArray()
          .map((row) => `${name}: ${JSON.stringify(row)}`),
      )
      .filter((row) => TRACES.test(row))
  })
}

async function tracesInReadModel(tenant: Tenant): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.sql LIKE '%account_id%'",
  ).all<{ name: string }>()
  const rows = await Promise.all(
    results.map(async ({ name }) => {
      const found = await env.DB.prepare(`SELECT * FROM ${name} WHERE account_id = ?1`).bind(tenant.accountId).all()
      return found.results.map((row) => `${name}: ${JSON.stringify(row)}`)
    }),
  )
  return rows.flat().filter((row) => TRACES.test(row))
}
