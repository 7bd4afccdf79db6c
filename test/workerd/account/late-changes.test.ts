import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { Workspace } from '../../../worker/account/customers/workspace.ts'
import type { Movement, TimelineEntry } from '../../../worker/domain/customer.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { listMovements } from '../../../worker/readmodel/movements.ts'
import { stripeCustomer } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { ruleAccount } from '../rules/account.ts'
import { newTenant, replaceBindings, rpc, settle, stubOf, withBatch } from './tenant.ts'

type Change = (ws: Workspace) => void

/** The first of `changes` is made before D1 is written, each other one while it is. */
async function changeWhileWritten(tenant: Tenant, first: Change, ...meanwhile: Change[]): Promise<void> {
  await rpc(tenant).poke(tenant)
  await replaceBindings(tenant, (bindings, { storage }) => ({
    DB: withBatch(bindings.DB, async (statements) => {
      const results = await env.DB.batch(statements)
      const change = meanwhile.shift()
      if (change) storage.transactionSync(() => make(storage.sql, change))
      return results
    }),
  }))
  await runInDurableObject(stubOf(tenant), (_object, { storage }) => make(storage.sql, first))
  await rpc(tenant).poke(tenant)
  await settle(tenant)
}

function make(sql: SqlStorage, change: Change): void {
  const ws = new Workspace(sql)
  change(ws)
  ws.keep()
  ws.flush()
}

describe('what changes while D1 is being written', () => {
  it('is sent again: a page of a timeline', async () => {
    const tenant = newTenant()
    const entry: TimelineEntry = { kind: 'event', at: '2026-11-22T00:00:00Z', event: 'evt_1', type: 'customer.updated' }
    await changeWhileWritten(
      tenant,
      (ws) => ws.putAwayPage('cust_1', 0, [entry]),
      (ws) => ws.putAwayPage('cust_1', 0, []),
    )
    const page = await env.DB.prepare('SELECT entries FROM timeline_pages WHERE account_id = ?1')
      .bind(tenant.accountId)
      .first()
    expect(page).toEqual({ entries: '[]' })
  })

  it('is sent again: a ledger that moves on and on is the last one’s, and nobody else’s', async () => {
    const tenant = newTenant()
    const movement: Movement = { kind: 'new', currency: 'usd', amount: 500, at: 1_767_225_600, input: 'evt_1' }
    await changeWhileWritten(
      tenant,
      (ws) => ws.move('cust_a', movement),
      (ws) => ws.moveLedger('cust_a', 'cust_b'),
      (ws) => ws.moveLedger('cust_b', 'cust_c'),
    )
    const ledger = (id: string) => listMovements(env.DB, tenant, id, { limit: 9, after: null })
    expect([await ledger('cust_a'), await ledger('cust_b'), await ledger('cust_c')]).toEqual([
      ...[[], []],
      [{ ...movement, customerId: 'cust_c', seq: 1 }],
    ])
  })
})

describe('a command', () => {
  it('is answered once D1 has what it changed, however much else waits', async () => {
    const account = await ruleAccount()
    await account.receive(event('customer.created', stripeCustomer()))
    const { id } = await account.customer()
    await runInDurableObject(stubOf(account.tenant), (_object, { storage }) => {
      for (let at = 0; at < 1_500; at += 1)
        storage.sql.exec("INSERT INTO dirty (kind, id, mark) VALUES ('customer', ?1, 0)", `0_${at}`)
    })
    await account.ask('PATCH', `/customers/${id}`, { name: 'Fresh' })
    expect((await account.customer()).name).toBe('Fresh')
  })
})

describe('a rebuild', () => {
  it('brings back who waits for a person, and nobody who does not', async () => {
    const tenant = newTenant()
    await rpc(tenant).poke(tenant)
    await runInDurableObject(stubOf(tenant), (_object, { storage }) => {
      for (const state of ['waiting', 'nobody', 'ignored'])
        storage.sql.exec('INSERT INTO payers (id, state, rev) VALUES (?1, ?2, 1)', `cus_${state}`, state)
    })
    await rpc(tenant).reproject(tenant)
    const unmatched = env.DB.prepare('SELECT stripe_customer_id FROM unmatched WHERE account_id = ?1')
    await vi.waitFor(async () => {
      expect((await unmatched.bind(tenant.accountId).all()).results).not.toEqual([])
    }, 10_000)
    await settle(tenant)
    const { results } = await unmatched.bind(tenant.accountId).all()
    expect(results).toEqual([{ stripe_customer_id: 'cus_waiting' }])
  })
})
