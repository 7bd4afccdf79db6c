import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { consumeSync, consumeSyncDeadLetters } from '../../../worker/queue/sync-consumer.ts'
import { errorLogs, expectErrorLogs } from '../../support/console.ts'
import { readModelState, replaceBindings, rpc, settle } from '../account/tenant.ts'

const TENANT: Tenant = { accountId: 'acc_default', mode: 'test' }
const KEY = { STRIPE_SECRET_KEY: 'sk_test_0123456789', STRIPE_API_BASE: 'http://stripe.test' }
const WITH_KEY = { ...env, ...KEY } as Bindings

function refetchOf(objectId: string, over: object = {}) {
  return { v: 1, ...TENANT, task: 'refetch', objectType: 'product', objectId, ...over }
}

async function consume(bodies: unknown[], bindings: Bindings = WITH_KEY) {
  await rpc(TENANT).poke(TENANT)
  await replaceBindings(TENANT, () => KEY)
  const messages = bodies.map((body, at) => ({ id: `m${at}`, timestamp: new Date(1000), attempts: 1, body }))
  const batch = createMessageBatch('billhook-sync', messages)
  await consumeSync(batch, bindings)
  const result = await getQueueResult(batch, createExecutionContext())
  return { acked: result.explicitAcks, retried: result.retryMessages.map((message) => message.msgId) }
}

describe('the sync queue', () => {
  it("brings the object's present state from Stripe into the object, decimals and all", async () => {
    const messages = [refetchOf('prod_1'), refetchOf('sub_1', { objectType: 'subscription' })]
    expect(await consume(messages)).toEqual({ acked: ['m0', 'm1'], retried: [] })
    await settle(TENANT)
    const { objects } = await readModelState(TENANT)
    expect(objects).toMatchObject([
      { id: 'prod_1', name: 'As Stripe has it', deleted: 0 },
      { id: 'sub_1', items: [{ id: 'si_1', price: 'price_1', product: 'prod_1', quantity: 3 }] },
    ])
  })

  it('takes no deletion from a key that may be of another Stripe account', async () => {
    expect(await consume([refetchOf('prod_gone')])).toEqual({ acked: ['m0'], retried: [] })
    await settle(TENANT)
    expect(JSON.stringify(await readModelState(TENANT))).not.toContain('prod_gone')
  })

  it('acknowledges each message by itself, and takes a failing one again later', async () => {
    expect(await consume([refetchOf('prod_down'), refetchOf('prod_1')])).toEqual({ acked: ['m1'], retried: ['m0'] })
  })

  it('asks nothing where no key may: with the key of another mode or account, or of a link that is no more', async () => {
    for (const over of [{ mode: 'live' }, { accountId: 'acc_other' }, { epoch: 7 }]) {
      const message = refetchOf('prod_never', { ...over })
      expect(await consume([message])).toEqual({ acked: ['m0'], retried: [] })
      const { accountId, mode } = message
      expect((await readModelState({ accountId, mode } as Tenant)).objects).not.toContainEqual(
        expect.objectContaining({ id: 'prod_never' }),
      )
    }
  })

  it.each([null, 'text', {}, { ...refetchOf('prod_1'), v: 2 }])(
    'lets a message that is not ours run into the dead letters: %j',
    async (body) => {
      expect(await consume([body])).toEqual({ acked: [], retried: ['m0'] })
    },
  )

  it('says what was given up', async () => {
    expectErrorLogs()
    const batch = createMessageBatch('billhook-sync-dlq', [
      { id: 'm0', timestamp: new Date(1000), attempts: 6, body: refetchOf('prod_1') },
    ])
    await consumeSyncDeadLetters(batch)
    expect(errorLogs().join()).toContain(
      '"sync_given_up","message":"m0","tenant":"acc_default:test","task":"refetch","object":"prod_1"',
    )
  })
})
