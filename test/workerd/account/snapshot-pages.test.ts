import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../worker/account/rpc.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { stripeCustomer, subscription } from '../../support/billing.ts'
import { errorLogs, expectErrorLogs } from '../../support/console.ts'
import { newTenant, objectState, readModelState, rpc, settle, stubOf } from './tenant.ts'

const T0 = 1_767_225_600

const snapshot = (objectType: Snapshot['objectType'], object: Record<string, unknown>): Snapshot => ({
  ...{ objectType, objectId: String(object.id), asOf: T0, source: 'resync' },
  object,
})

const product = (id: string) => snapshot('product', { id, object: 'product', name: id, active: true })

async function exec(tenant: Tenant, statement: string): Promise<unknown[]> {
  return runInDurableObject(stubOf(tenant), (_object, { storage }) => storage.sql.exec(statement).toArray())
}

const idsHeld = async (tenant: Tenant) => (await objectState(tenant)).map(({ id }) => id)

describe('a page of answers', () => {
  it('that fails at first is in the read model once it succeeds', async () => {
    const tenant = newTenant()
    await rpc(tenant).poke(tenant)
    await exec(
      tenant,
      "CREATE TRIGGER broken BEFORE UPDATE ON inbox WHEN NEW.outcome = 'processed' BEGIN SELECT RAISE(ABORT, 'broken'); END",
    )
    await rpc(tenant).ingestSnapshots(tenant, 0, [product('prod_1')])
    await settle(tenant)
    expect((await readModelState(tenant)).objects).toEqual([])
    await exec(tenant, 'DROP TRIGGER broken')
    await rpc(tenant).advanceClock(tenant, 2)
    await settle(tenant)
    expect((await readModelState(tenant)).objects).toMatchObject([{ id: 'prod_1' }])
  })

  it('keeps an object whose times are beyond what a date can be', async () => {
    const tenant = newTenant()
    const broken = subscription({ id: 'sub_bad', trialEnd: 9e15, cancelAt: 9e15, created: 9e15 })
    await rpc(tenant).ingestSnapshots(tenant, 0, [
      snapshot('customer', stripeCustomer()),
      snapshot('subscription', subscription({ id: 'sub_1' })),
      snapshot('subscription', broken),
      snapshot('subscription', subscription({ id: 'sub_2' })),
    ])
    await settle(tenant)
    expect(await idsHeld(tenant)).toEqual(['cus_1', 'sub_1', 'sub_2', 'sub_bad'])
  })

  it('loses the one object that cannot be written, names it, and keeps all others', async () => {
    expectErrorLogs()
    const tenant = newTenant()
    await rpc(tenant).poke(tenant)
    await exec(
      tenant,
      "CREATE TRIGGER broken BEFORE INSERT ON objects WHEN NEW.id = 'prod_bad' BEGIN SELECT RAISE(ABORT, 'broken'); END",
    )
    await rpc(tenant).ingestSnapshots(tenant, 0, [product('prod_1'), product('prod_bad'), product('prod_2')])
    await settle(tenant)
    expect(await idsHeld(tenant)).toEqual(['prod_1', 'prod_2'])
    expect((await readModelState(tenant)).objects).toMatchObject([{ id: 'prod_1' }, { id: 'prod_2' }])
    expect(errorLogs().join()).toContain('"key":"product prod_bad"')
    expect(await exec(tenant, 'SELECT outcome, error FROM inbox')).toEqual([
      { outcome: 'processed', error: expect.stringContaining('broken') },
    ])
  })
})

describe('another Stripe account', () => {
  it('leaves nothing to count for ever, although the latest counts went with the former one', async () => {
    const tenant = newTenant()
    const link = (epoch: number) =>
      rpc(tenant).link(tenant, {
        ...{ epoch, stripeAccountId: `acct_${epoch}`, importMonths: 0 },
        credential: { kind: 'restricted_key', apiKey: 'rk_test_1' },
      })
    await link(1)
    await rpc(tenant).ingestSnapshots(tenant, 1, [snapshot('customer', stripeCustomer({ id: 'cus_1' }))])
    await settle(tenant)
    await link(2)
    await settle(tenant)
    expect(await exec(tenant, "SELECT name FROM tallies WHERE name NOT LIKE '%:%'")).toEqual([])
  })
})
