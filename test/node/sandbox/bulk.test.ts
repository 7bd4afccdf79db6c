import type { Stripe } from 'stripe'
import { beforeAll, describe, expect, it } from 'vitest'
import { cancelNow } from '../../sandbox/core/actions/cancellation.ts'
import { deleteCustomer, updateCustomer } from '../../sandbox/core/actions/customers.ts'
import { changePlan } from '../../sandbox/core/actions/plan-change.ts'
import { periodEndOf } from '../../sandbox/core/actions/subscription-reading.ts'
import { seedBulk } from '../../sandbox/core/bulk/seed-bulk.ts'
import { DAY } from '../../sandbox/core/period.ts'
import { SANDBOX_API_VERSION, StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { seedDemo } from '../../sandbox/core/seed-demo.ts'
import { restoreSnapshot, takeSnapshot } from '../../sandbox/core/snapshot.ts'
import { elementAt, NOW, openSite } from './site-client.ts'
import { findStripeData, loadSchemas } from './stripe-data.ts'

const COUNT = 3_000
const client = openSite()
const { stripe } = client.site.primary()
let all: Stripe.Subscription[]

beforeAll(async () => {
  seedDemo(stripe)
  await client.control('seed', { customers: COUNT, invoices_per_customer: 2 })
  all = [...stripe.subscriptions.oldestFirst()].slice(0, COUNT)
})

/** Every object of a list, by its pages. */
async function listed(path: string, query = ''): Promise<{ id: string; created: number }[]> {
  const objects: { id: string; created: number }[] = []
  let after = ''
  for (;;) {
    const { body } = await client.get(`/v1/${path}?limit=100${query}${after}`)
    objects.push(...body.data)
    if (!body.has_more) return objects
    after = `&starting_after=${elementAt(body.data, -1).id}`
  }
}

describe('seeded customers', () => {
  it.each([
    ['customers', '', COUNT],
    ['subscriptions', '&status=all', COUNT],
    ['invoices', '', 2 * COUNT],
    ['charges', '', 2 * COUNT],
  ])(
    'are listed page by page, newest first, each exactly once, below what was there: %s',
    async (path, query, count) => {
      const objects = await listed(path, query)
      expect(objects.length).toBeGreaterThan(count)
      expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length)
      expect(objects.map(({ created }) => created)).toEqual(
        objects.map(({ created }) => created).toSorted((a, b) => b - a),
      )
      const { body } = await client.get(`/v1/${path}/search?query=created%3E0&limit=1&expand[]=total_count`)
      expect(body.total_count).toBe(objects.length)
    },
  )

  it('can be read by ranges that together miss and double none', async () => {
    const [first, last] = [all[0]?.created ?? 0, NOW]
    const bounds = Array.from({ length: 9 }, (_, index) => Math.floor(first + ((last + 1 - first) * index) / 8))
    const parts = await Promise.all(
      bounds
        .slice(0, -1)
        .map((from, index) => listed('customers', `&created[gte]=${from}&created[lt]=${bounds[index + 1]}`)),
    )
    expect(parts.flat().length).toBe(stripe.customers.size)
    expect(new Set(parts.flat().map(({ id }) => id)).size).toBe(stripe.customers.size)
  })

  it('came over years, and more than a page of them within one second', () => {
    const years = new Set(all.map(({ created }) => new Date(created * 1000).getUTCFullYear()))
    expect(years.size).toBeGreaterThan(2)
    const perSecond = Map.groupBy(all, ({ created }) => created)
    expect(Math.max(...[...perSecond.values()].map(({ length }) => length))).toBeGreaterThan(100)
  })

  it('differ as in real life: statuses, currencies, intervals, tiers, usage, discounts, more than ten items', () => {
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['active', 'canceled', 'past_due', 'unpaid']))
    expect(new Set(all.map(({ currency }) => currency))).toEqual(new Set(['usd', 'eur', 'jpy']))
    const prices = all.flatMap(({ items }) => items.data.map(({ price }) => price))
    expect(new Set(prices.map(({ recurring }) => `${recurring?.interval_count} ${recurring?.interval}`)).size).toBe(3)
    expect(new Set(prices.map(({ tiers_mode: mode }) => mode))).toEqual(new Set([null, 'graduated', 'volume']))
    expect(prices.some(({ recurring }) => recurring?.usage_type === 'metered')).toBe(true)
    expect(all.some(({ discounts }) => discounts.length > 0)).toBe(true)
    expect(all.some(({ items }) => items.data.length > 10)).toBe(true)
  })

  it('have periods that contain the present, or their end', () => {
    for (const subscription of all) {
      const at = subscription.ended_at ?? NOW
      for (const item of subscription.items.data) {
        expect(item.current_period_start).toBeLessThanOrEqual(at)
        expect(item.current_period_end).toBeGreaterThan(at)
      }
    }
  })

  it('are the same each time they are asked for', () => {
    const { id } = all[7] as Stripe.Subscription
    expect(stripe.subscriptions.get(id)).toEqual(all[7])
    const twin = new StripeSandbox({ seed: 'x', now: NOW, account: stripe.account })
    const { seed, customers, invoicesPerCustomer } = stripe.bulk[0] ?? {
      seed: '',
      customers: 0,
      invoicesPerCustomer: 0,
    }
    seedBulk(twin, { seed, customers, invoicesPerCustomer })
    expect(twin.subscriptions.get(id)?.items.data[0]?.price.nickname).toBe(all[7]?.items.data[0]?.price.nickname)
  })

  it('expand like others', async () => {
    const { id } = all.find(({ discounts }) => discounts.length > 0) as Stripe.Subscription
    const paths = ['customer', 'discounts', 'latest_invoice.payments'].map((path) => `expand[]=${path}`).join('&')
    const { body } = await client.get(`/v1/subscriptions/${id}?${paths}`)
    expect(body).toMatchObject({
      customer: { object: 'customer' },
      discounts: [{ object: 'discount', subscription: id }],
      latest_invoice: {
        parent: { subscription_details: { subscription: id } },
        payments: { data: [{ status: 'paid' }] },
      },
    })
  })

  const folder = findStripeData()
  if (folder)
    it('are valid by Stripe’s schemas', async () => {
      const schemas = loadSchemas(folder, SANDBOX_API_VERSION)
      for (const name of ['products', 'prices', 'customers', 'subscriptions', 'invoices', 'charges']) {
        const { body } = await client.get(`/v1/${name}?limit=100&created[lt]=${all.at(-1)?.created}`)
        expect(body.data.length).toBeGreaterThan(0)
        expect([name, schemas.answerProblems(`/v1/${name}`, 'get', body)]).toEqual([name, []])
      }
      const coupons = (await client.get('/v1/coupons')).body.data
      expect(coupons.flatMap((coupon) => schemas.problems('Coupon', coupon))).toEqual([])
    })
})

describe('a seeded object that changes', () => {
  it('is stored from then on, stays in its place, and tells an event', async () => {
    const { id, created } = all[40] as Stripe.Subscription
    const before = await listed('subscriptions', `&status=all&created=${created}`)
    const events = stripe.events.size
    cancelNow(stripe, id)
    expect(stripe.events.size).toBe(events + 1)
    expect((await client.get(`/v1/subscriptions/${id}`)).body.status).toBe('canceled')
    const after = await listed('subscriptions', `&status=all&created=${created}`)
    expect(after.map((it) => it.id)).toEqual(before.map((it) => it.id))
  })

  it('bills, pays and renews like any other', () => {
    const subscription = all.find(({ status, items }, index) => {
      const [item] = items.data
      return index > 50 && status === 'active' && item?.price.nickname === 'Basic monthly' && item.quantity === 1
    }) as Stripe.Subscription
    changePlan(stripe, subscription.id, { quantity: 5, proration: 'always_invoice' })
    const { latest_invoice: invoice } = stripe.subscriptions.need(subscription.id)
    expect(stripe.invoices.need(String(invoice))).toMatchObject({ status: 'paid', customer: subscription.customer })
    expect(periodEndOf(stripe.subscriptions.need(subscription.id))).toBeGreaterThan(NOW)
  })

  it('goes for good when its customer is deleted, and its subscription ends', async () => {
    const customer = String(all.find(({ status }, index) => index > 90 && status === 'active')?.customer)
    const size = stripe.customers.size
    deleteCustomer(stripe, customer)
    expect(stripe.customers.size).toBe(size - 1)
    expect((await client.get(`/v1/customers/${customer}`)).body).toEqual({
      id: customer,
      object: 'customer',
      deleted: true,
    })
    const found = await client.get(`/v1/subscriptions?status=all&customer=${customer}`)
    expect(elementAt(found.body.data, 0).status).toBe('canceled')
    expect((await client.get(`/v1/customers?limit=1&starting_after=${customer}`)).status).toBe(200)
  })
})

it('puts the youngest on trial where nothing lies in between', () => {
  const fresh = new StripeSandbox({ seed: 'young', now: NOW })
  seedBulk(fresh, { customers: 1_000, years: 1 })
  const trials = [...fresh.subscriptions.newestFirst()].filter(({ status }) => status === 'trialing')
  expect(trials.length).toBeGreaterThan(5)
  for (const { trial_end: end } of trials) expect(end).toBeGreaterThan(NOW)
})

it('takes no memory for what nobody has asked for', () => {
  const fresh = new StripeSandbox({ seed: 'memory', now: NOW })
  seedBulk(fresh, { customers: 1_000_000, invoicesPerCustomer: 3 })
  expect(fresh.customers.size).toBe(1_000_000)
  expect(JSON.stringify(takeSnapshot(fresh)).length).toBeLessThan(10_000)
})

it('goes on after a restart, with what has changed since', () => {
  const fresh = new StripeSandbox({ seed: 'restart', now: NOW })
  seedBulk(fresh, { customers: 50, invoicesPerCustomer: 1 })
  seedBulk(fresh, { customers: 30, years: 1 })
  const [first, second] = [...fresh.customers.oldestFirst()]
  updateCustomer(fresh, first?.id ?? '', { name: 'New Name' })
  deleteCustomer(fresh, second?.id ?? '')
  const restored = restoreSnapshot(JSON.parse(JSON.stringify(takeSnapshot(fresh))))
  for (const name of ['customers', 'subscriptions', 'invoices', 'charges', 'prices'] as const) {
    expect([...restored[name].newestFirst()]).toEqual([...fresh[name].newestFirst()])
  }
  expect(restored.customers.size).toBe(79)
})

it('refuses to go back in time behind what was seeded', () => {
  const fresh = new StripeSandbox({ seed: 'time', now: NOW })
  seedBulk(fresh, { customers: 10 })
  expect(() => fresh.setTime(NOW - DAY)).toThrow(/cannot go back/)
  expect(() => seedBulk(fresh, { customers: 10, years: 15 })).toThrow(/no room left in the past/)
})
