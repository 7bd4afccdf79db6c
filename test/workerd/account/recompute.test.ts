import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { replaceBindings, rpc, settle, stubOf, withBatch } from './tenant.ts'

/** One subscriber each, all of one price. */
async function subscribers(account: RuleAccount, names: string[]): Promise<void> {
  await account.receive(
    ...names.flatMap((name) => [
      event('customer.created', stripeCustomer({ id: `cus_${name}`, email: `${name}@example.com` })),
      event('customer.subscription.created', subscription({ id: `sub_${name}`, customer: `cus_${name}` })),
    ]),
  )
}

async function exec(tenant: Tenant, statement: string): Promise<void> {
  await runInDurableObject(stubOf(tenant), (_object, state) => void state.storage.sql.exec(statement))
}

const packagesOf = async (account: RuleAccount, name: string) => (await account.customer(`cus_${name}`)).packages

describe('a recompute', () => {
  it('goes by the rules in force when it takes a step, also by those that came while D1 was awaited', async () => {
    const account = await ruleAccount({ price_mapping: { price_1: ['first'] } })
    const { tenant } = account
    await subscribers(account, ['a'])
    let isChanged = false
    await replaceBindings(tenant, (bindings) => ({
      DB: withBatch(bindings.DB, async (statements) => {
        const results = await env.DB.batch(statements)
        if (!isChanged) {
          isChanged = true
          void rpc(tenant).changeSettings(tenant, { price_mapping: { price_1: ['second'] } }, 'operator')
          await new Promise((resolve) => setTimeout(resolve, 0))
        }
        return results
      }),
    }))
    await account.receive(event('customer.updated', stripeCustomer({ id: 'cus_a', name: 'Alice' })))
    await settle(tenant)
    expect(await packagesOf(account, 'a')).toEqual(['second'])
  })

  it('leaves out a customer that cannot be written, says so, and brings all others to an end', async () => {
    expectErrorLogs()
    const account = await ruleAccount({ price_mapping: { price_1: ['first'] } })
    await subscribers(account, ['a', 'b', 'c'])
    await exec(
      account.tenant,
      "CREATE TRIGGER broken BEFORE UPDATE ON customers WHEN NEW.id = 'cust_b' BEGIN SELECT RAISE(ABORT, 'broken'); END",
    )
    const { body } = await account.ask('PATCH', '/settings', { price_mapping: { price_1: ['second'] } })
    await settle(account.tenant)
    expect(await packagesOf(account, 'a')).toEqual(['second'])
    expect(await packagesOf(account, 'c')).toEqual(['second'])
    const job = await account.ask('GET', `/jobs/${body.job.id}`)
    expect(job.body).toMatchObject({ status: 'done', error: '1 could not be derived: the log names them.' })
    await account.receive(event('customer.updated', stripeCustomer({ id: 'cus_a', name: 'Alice again' })))
    expect((await account.customer('cus_a')).name).toBe('Alice again')
  })

  it('writes a row for each customer that changes, and none for the others', async () => {
    const account = await ruleAccount({ price_mapping: { price_1: ['first'], price_2: ['other'] } })
    const names = Array.from({ length: 40 }, (_, at) => `n${at}`)
    await subscribers(account, names)
    const before = await rowsOf(account.tenant)
    await account.set({ price_mapping: { price_1: ['first'], price_2: ['second'] } })
    expect(await rowsOf(account.tenant)).toEqual(before)
    await account.set({ price_mapping: { price_1: ['changed'] } })
    const after = await rowsOf(account.tenant)
    expect(after.map(({ rev }, at) => rev - (before[at]?.rev ?? 0))).toEqual(names.map(() => 1))
  })
})

async function rowsOf(tenant: Tenant): Promise<{ id: string; rev: number }[]> {
  return runInDurableObject(stubOf(tenant), (_object, state) =>
    state.storage.sql.exec<{ id: string; rev: number }>('SELECT id, rev FROM customers ORDER BY id').toArray(),
  )
}
