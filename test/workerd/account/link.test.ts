import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { Credential } from '../../../worker/account/rpc.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import {
  incoming,
  newTenant,
  objectState,
  readModelState,
  replaceBindings,
  rpc,
  settle,
  stubOf,
  withBatch,
} from './tenant.ts'

const T0 = 1_767_225_600
const KEY: Credential = { kind: 'restricted_key', apiKey: 'rk_test_of_the_merchant' }

function link(
  tenant: Tenant,
  epoch: number,
  over: { account?: string; credential?: Credential; replacesData?: boolean } = {},
) {
  const { account = 'acct_1', credential = KEY } = over
  return rpc(tenant).link(tenant, { epoch, stripeAccountId: account, credential, importMonths: 0 })
}

function productEvent(id: string, at = T0): object {
  const object = { id: 'prod_1', object: 'product', name: `As of ${id}`, active: true }
  return { id, object: 'event', type: 'product.updated', created: at, livemode: false, data: { object } }
}

function stored(tenant: Tenant): Promise<string> {
  return runInDurableObject(stubOf(tenant), (_, { storage }) =>
    JSON.stringify(storage.sql.exec('SELECT value FROM meta').toArray()),
  )
}

describe('the link to a Stripe account', () => {
  it('gives out the key, and keeps it where nobody reads it', async () => {
    const tenant = newTenant()
    expect(await rpc(tenant).stripeAccess(tenant)).toBeNull()
    await link(tenant, 1)
    await evictDurableObject(stubOf(tenant))
    expect(await rpc(tenant).stripeAccess(tenant)).toEqual({
      epoch: 1,
      kind: 'restricted_key',
      apiKey: 'rk_test_of_the_merchant',
      stripeAccount: null,
      proven: true,
    })
    expect(await stored(tenant)).not.toContain('rk_test_')
  })

  it('seals the key anew with the newest encryption key when it is next used', async () => {
    const tenant = newTenant()
    await link(tenant, 1)
    const newKey = `{"k2":"${btoa('another key of thirty-two bytes!')}"`
    await replaceBindings(tenant, ({ ENCRYPTION_KEYS }) => ({
      ENCRYPTION_KEYS: `${newKey},${ENCRYPTION_KEYS.slice(1)}`,
    }))
    expect(await rpc(tenant).stripeAccess(tenant)).toMatchObject({ apiKey: 'rk_test_of_the_merchant' })
    expect(await stored(tenant)).toContain('v1.k2.')
    await replaceBindings(tenant, () => ({ ENCRYPTION_KEYS: `${newKey}}` }))
    expect(await rpc(tenant).stripeAccess(tenant)).toMatchObject({ apiKey: 'rk_test_of_the_merchant' })
  })

  it('a late call of an earlier connect or disconnect changes nothing', async () => {
    const tenant = newTenant()
    await link(tenant, 3)
    await link(tenant, 2, { account: 'acct_late' })
    await rpc(tenant).unlink(tenant, 2)
    expect(await rpc(tenant).stripeAccess(tenant)).toMatchObject({ epoch: 3 })
    await rpc(tenant).unlink(tenant, 4)
    expect(await rpc(tenant).stripeAccess(tenant)).toBeNull()
    await link(tenant, 4)
    expect(await rpc(tenant).stripeAccess(tenant)).toBeNull()
  })

  it('ends what runs when it ends, and starts nothing without it', async () => {
    const tenant = newTenant()
    expect(await rpc(tenant).startJob(tenant, { kind: 'catch_up', months: 0 })).toEqual({ refused: 'not_linked' })
    await link(tenant, 1)
    const answer = await rpc(tenant).startJob(tenant, { kind: 'import', months: 0 })
    if (!('job' in answer)) throw new Error(answer.refused)
    await rpc(tenant).unlink(tenant, 2)
    expect((await rpc(tenant).jobWork(tenant, answer.job.id))?.record).toMatchObject({
      status: 'canceled',
      error: 'The connection to Stripe has ended.',
    })
  })

  it('to another Stripe account puts away what was held of the former one, and its events never count again', async () => {
    const tenant = newTenant()
    await link(tenant, 1)
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_old')))
    await settle(tenant)
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_waiting', T0 + 1)))
    await link(tenant, 2, { account: 'acct_2' })
    await settle(tenant)
    expect(await objectState(tenant)).toEqual([])

    await rpc(tenant).replay(tenant, { ids: ['evt_old'], force: false })
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_new', T0 - 9)))
    await settle(tenant)
    const { objects, events } = await readModelState(tenant)
    expect(objects).toMatchObject([{ id: 'prod_1', name: 'As of evt_new' }])
    expect(events).toMatchObject([
      { id: 'evt_new', outcome: 'processed' },
      { id: 'evt_old', outcome: 'ignored' },
      { id: 'evt_waiting', outcome: 'ignored' },
    ])
  })

  it('to another Stripe account leaves pages and questions of the former one without effect', async () => {
    const tenant = newTenant()
    await link(tenant, 1)
    const object = { id: 'prod_of_1', object: 'product', name: 'Late', active: true }
    const late = { objectType: 'product', objectId: 'prod_of_1', asOf: T0, object, source: 'import' } as const
    await rpc(tenant).ingestSnapshots(tenant, 1, [late])
    await link(tenant, 2, { account: 'acct_2' })
    expect(await rpc(tenant).ingestSnapshots(tenant, 1, [late])).toEqual({ accepted: 0 })
    await settle(tenant)
    expect(await objectState(tenant)).toEqual([])
    expect((await readModelState(tenant)).objects).toEqual([])
  })

  it('takes no event that was routed to it as of another Stripe account', async () => {
    const tenant = newTenant()
    const routed = (id: string, account: string | null) =>
      rpc(tenant).ingest(tenant, incoming(productEvent(id)), account)
    expect(await routed('evt_1', 'acct_1')).toEqual({ duplicate: false, foreign: false })
    await link(tenant, 1, { account: 'acct_2' })
    expect(await routed('evt_2', 'acct_1')).toEqual({ duplicate: false, foreign: true })
    expect(await routed('evt_3', 'acct_2')).toEqual({ duplicate: false, foreign: false })
    expect(await routed('evt_4', null)).toEqual({ duplicate: false, foreign: false })
    await settle(tenant)
    expect((await readModelState(tenant)).events).toMatchObject([{ id: 'evt_1' }, { id: 'evt_3' }, { id: 'evt_4' }])
  })

  it('begins the import in the same turn, so that a crash after it loses none', async () => {
    const tenant = newTenant()
    await link(tenant, 1)
    await evictDurableObject(stubOf(tenant))
    expect(await rpc(tenant).startJob(tenant, { kind: 'import', months: 6 })).toMatchObject({
      started: false,
      job: { kind: 'import', status: 'queued' },
    })
  })

  it('changed twice while the read model is written anew leaves nothing of the former accounts there', async () => {
    const tenant = newTenant()
    await link(tenant, 1)
    for (let n = 0; n < 3; n += 1) {
      const object = { id: `cus_${n}`, object: 'customer' }
      const event = {
        id: `evt_c${n}`,
        object: 'event',
        type: 'customer.updated',
        created: T0,
        livemode: false,
        data: { object },
      }
      await rpc(tenant).ingest(tenant, incoming(event))
    }
    await settle(tenant)
    await rpc(tenant).reproject(tenant)
    let meanwhile: Promise<unknown> | null = null
    await replaceBindings(tenant, (bindings) => ({
      DB: withBatch(bindings.DB, async (statements) => {
        const results = await bindings.DB.batch(statements)
        meanwhile ??= link(tenant, 2, { account: 'acct_2' })
        await meanwhile
        return results
      }),
    }))
    await settle(tenant)
    await expect.poll(async () => (await readModelState(tenant)).objects, { timeout: 5_000 }).toEqual([])
  })

  it('to the same Stripe account again keeps everything', async () => {
    const tenant = newTenant()
    await link(tenant, 1)
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
    await rpc(tenant).unlink(tenant, 2)
    await link(tenant, 3)
    await settle(tenant)
    expect((await readModelState(tenant)).objects).toMatchObject([{ id: 'prod_1', name: 'As of evt_1' }])
  })

  it('works with the platform’s key and the account’s name where it came about by Connect', async () => {
    const tenant = newTenant()
    await rpc(tenant).poke(tenant)
    await replaceBindings(tenant, () => ({ STRIPE_PLATFORM_KEY_TEST: 'sk_test_platform' }))
    await link(tenant, 1, { credential: { kind: 'connect_oauth' } })
    expect(await rpc(tenant).stripeAccess(tenant)).toMatchObject({
      apiKey: 'sk_test_platform',
      stripeAccount: 'acct_1',
    })
  })
})
