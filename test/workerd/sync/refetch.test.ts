import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { SyncMessage } from '../../../worker/account/sync-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import type { JsonObject } from '../../../worker/domain/json.ts'
import { runTask } from '../../../worker/queue/sync-tasks.ts'
import { objectState, replaceBindings, rpc, settle } from '../account/tenant.ts'
import {
  deliverEvents,
  link,
  linkedTenant,
  listObjects,
  newStripeAccount,
  type StripeAccount,
  stripeApi,
} from './stripe.ts'

/** The tenant's questions go nowhere but into the list. */
async function asking(tenant: Tenant): Promise<SyncMessage[]> {
  const asked: SyncMessage[] = []
  const sendBatch = async (batch: { body: SyncMessage }[]) => asked.push(...batch.map(({ body }) => body))
  await replaceBindings(tenant, () => ({ SYNC_QUEUE: { sendBatch } as unknown as Queue }))
  return asked
}

async function answer(tenant: Tenant, asked: SyncMessage[]): Promise<void> {
  for (const message of asked.splice(0)) await runTask(message, env as Bindings)
  await settle(tenant)
}

async function heldObject(tenant: Tenant, id: unknown): Promise<JsonObject> {
  const row = (await objectState(tenant)).find((held) => held.id === id)
  return row ? (JSON.parse(String(row.body)) as JsonObject) : {}
}

/** As Stripe would send it a while ago: an answer of now is newer. */
function event(id: string, type: string, object: JsonObject, secondsAgo = 60): JsonObject {
  const created = Math.floor(Date.now() / 1000) - secondsAgo
  return { id, object: 'event', type, created, livemode: false, api_version: '2026-10-28.endive', data: { object } }
}

const names = (asked: SyncMessage[]) =>
  asked.map((message) => ('objectId' in message ? message.objectId : message.task))

async function priceOf(stripe: StripeAccount, form: Record<string, string>): Promise<JsonObject> {
  return stripeApi(stripe, '/v1/prices', {
    currency: 'usd',
    'product_data[name]': 'Seats',
    'recurring[interval]': 'month',
    ...form,
  })
}

describe('what a payload lacks is asked for', () => {
  it('the tiers of a price', async () => {
    const stripe = await newStripeAccount()
    const tenant = await linkedTenant(stripe)
    const asked = await asking(tenant)
    const price = await priceOf(stripe, {
      tiers_mode: 'graduated',
      billing_scheme: 'tiered',
      'tiers[0][up_to]': '5',
      'tiers[0][unit_amount]': '700',
      'tiers[1][up_to]': 'inf',
      'tiers[1][unit_amount]': '500',
    })
    await deliverEvents(tenant, [event('evt_1', 'price.created', price)])
    await settle(tenant)
    expect(names(asked)).toEqual([price.id, price.product])
    await answer(tenant, asked)
    expect((await heldObject(tenant, price.id)).tiers).toMatchObject([{ up_to: 5, unit_amount: 700 }, { up_to: null }])
  })

  it('the rest of a list that Stripe cuts at ten', async () => {
    const stripe = await newStripeAccount()
    const tenant = await linkedTenant(stripe)
    const asked = await asking(tenant)
    const customer = await stripeApi(stripe, '/v1/customers', {
      email: 'a@example.com',
      payment_method: 'pm_card_visa',
    })
    const prices = await Promise.all(
      Array.from({ length: 13 }, (_, at) => priceOf(stripe, { unit_amount: String(100 + at) })),
    )
    const items = Object.fromEntries(prices.map((price, at) => [`items[${at}][price]`, String(price.id)]))
    const subscription = await stripeApi(stripe, '/v1/subscriptions', { customer: String(customer.id), ...items })
    expect(subscription.items).toMatchObject({ has_more: true })
    await deliverEvents(tenant, [event('evt_1', 'customer.subscription.created', subscription)])
    await settle(tenant)
    await answer(tenant, asked)
    const held = (await heldObject(tenant, subscription.id)).items as { data: JsonObject[]; has_more: boolean }
    expect(held.has_more).toBe(false)
    expect(held.data.map(({ price }) => (price as JsonObject).id).sort()).toEqual(prices.map(({ id }) => id).sort())
  })

  it('what an invoice belongs to, unless it comes by itself meanwhile', async () => {
    const stripe = await newStripeAccount()
    const tenant = await linkedTenant(stripe)
    const asked = await asking(tenant)
    const customer = await stripeApi(stripe, '/v1/customers', {
      email: 'b@example.com',
      payment_method: 'pm_card_visa',
    })
    const price = await priceOf(stripe, { unit_amount: '900' })
    const form = { customer: String(customer.id), 'items[0][price]': String(price.id) }
    const subscription = await stripeApi(stripe, '/v1/subscriptions', form)
    const [invoice] = await listObjects(stripe, 'invoice')
    await deliverEvents(tenant, [event('evt_1', 'invoice.paid', invoice as JsonObject)])
    await settle(tenant)
    expect(asked).toMatchObject([
      { objectType: 'customer', objectId: customer.id, ifUnknown: true },
      { objectType: 'subscription', objectId: subscription.id, ifUnknown: true },
    ])
    const late = { ...customer, name: 'Came by itself' }
    await deliverEvents(tenant, [event('evt_2', 'customer.updated', late)])
    await settle(tenant)
    await answer(tenant, asked)
    expect(await heldObject(tenant, customer.id)).toMatchObject({ name: 'Came by itself' })
    expect(await heldObject(tenant, subscription.id)).toMatchObject({ status: 'active' })
  })

  it('an object that Stripe does not know any more is gone, and the event still stands', async () => {
    const stripe = await newStripeAccount()
    const tenant = await linkedTenant(stripe)
    const asked = await asking(tenant)
    const product = { id: 'prod_vanished', object: 'product', name: 'Gone', active: true }
    const thin = {
      ...{ id: 'evt_thin', object: 'v2.core.event', type: 'v1.product.updated', livemode: false },
      created: new Date(Date.now() - 60_000).toISOString(),
      related_object: { id: 'prod_vanished', type: 'product', url: '/v1/products/prod_vanished' },
    }
    await deliverEvents(tenant, [event('evt_1', 'product.created', product, 120), thin])
    await settle(tenant)
    await answer(tenant, asked)
    expect((await objectState(tenant)).find(({ id }) => id === 'prod_vanished')).toMatchObject({ gone: 1 })
  })

  it('is not asked for under another link than the one that it came up under', async () => {
    const stripe = await newStripeAccount()
    const tenant = await linkedTenant(stripe)
    const asked = await asking(tenant)
    await deliverEvents(tenant, [
      event('evt_1', 'price.updated', { id: 'price_1', billing_scheme: 'tiered', product: 'prod_1' }),
    ])
    await settle(tenant)
    expect(asked).toMatchObject([{ epoch: 1 }, { epoch: 1 }])
    await link(tenant, await newStripeAccount(), 2)
    await answer(tenant, asked)
    expect(await objectState(tenant)).toEqual([])
  })

  it('is not taken from an answer that belongs to an earlier link', async () => {
    const stripe = await newStripeAccount()
    const tenant = await linkedTenant(stripe)
    const asOf = Math.floor(Date.now() / 1000)
    const object = { id: 'prod_1', object: 'product', name: 'Late', active: true }
    const late = { objectType: 'product', objectId: 'prod_1', asOf, object, source: 'refetch' } as const
    expect(await rpc(tenant).ingestSnapshots(tenant, 0, [late])).toEqual({ accepted: 0 })
    await settle(tenant)
    expect(await objectState(tenant)).toEqual([])
  })
})
