import { beforeAll, describe, expect, it } from 'vitest'
import { createPrice, createProduct, updatePrice } from '../../sandbox/core/actions/catalog.ts'
import { attachCard, createCustomer } from '../../sandbox/core/actions/customers.ts'
import { subscribe } from '../../sandbox/core/actions/subscribe.ts'
import { seedDemo } from '../../sandbox/core/seed-demo.ts'
import { elementAt, NOW, openSite } from './site-client.ts'

const client = openSite()
const { stripe } = client.site.primary()
let large: string

beforeAll(() => {
  seedDemo(stripe)
  const product = createProduct(stripe, { name: 'Parts' })
  const items = Array.from({ length: 13 }, (_, index) => {
    const price = createPrice(stripe, {
      product: product.id,
      currency: 'usd',
      unitAmount: index + 1,
      interval: 'month',
    })
    return { price: price.id }
  })
  const customer = createCustomer(stripe, { email: 'many@example.com', metadata: { size: 'xl' } })
  attachCard(stripe, customer.id)
  large = subscribe(stripe, { customer: customer.id, items }).id
})

const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id)

describe('an embedded list', () => {
  it('shows ten of a subscription’s items, and the rest on pages of its own', async () => {
    const { body } = await client.get(`/v1/subscriptions/${large}`)
    expect(body.items).toMatchObject({ has_more: true, url: `/v1/subscription_items?subscription=${large}` })
    expect(body.items.data).toHaveLength(10)
    const rest = await client.get(`${body.items.url}&limit=100&starting_after=${elementAt(body.items.data, 9).id}`)
    expect(rest.body).toMatchObject({ object: 'list', has_more: false, data: { length: 3 } })
    expect(new Set([...ids(body.items), ...ids(rest.body)]).size).toBe(13)
    const back = await client.get(`${body.items.url}&limit=4&ending_before=${ids(rest.body)[0]}`)
    expect(ids(back.body)).toEqual(ids(body.items).slice(-4))
  })

  it('shows ten of an invoice’s lines, also where the invoice is expanded, and in events', async () => {
    const { body } = await client.get(`/v1/subscriptions/${large}?expand[]=latest_invoice`)
    expect(body.latest_invoice.lines).toMatchObject({ has_more: true, data: { length: 10 } })
    const lines = await client.get(`/v1/invoices/${body.latest_invoice.id}/lines?limit=100`)
    expect(lines.body.data).toHaveLength(13)
    expect(lines.body.data.reduce((sum, line) => sum + line.amount, 0)).toBe(91)
    const events = await client.get('/v1/events?type=customer.subscription.created&limit=1')
    const shown = { has_more: true, data: { length: 10 } }
    expect(events.body.data).toMatchObject([{ data: { object: { items: shown } } }])
  })

  it('belongs to an object that exists, and its cursor to the list', async () => {
    expect((await client.get('/v1/subscription_items?subscription=sub_none')).body.error).toMatchObject({
      code: 'resource_missing',
      param: 'subscription',
    })
    expect((await client.get('/v1/subscription_items')).body.error.code).toBe('parameter_missing')
    const wrong = await client.get(`/v1/subscription_items?subscription=${large}&starting_after=si_none`)
    expect(wrong.body.error).toMatchObject({ code: 'resource_missing', param: 'starting_after' })
  })
})

describe('expand', () => {
  it('goes four levels deep in a list and no deeper', async () => {
    const deep = await client.get('/v1/subscriptions?expand[]=data.items.data.discounts')
    expect(deep.status).toBe(200)
    const tooDeep = await client.get('/v1/subscriptions?expand[]=data.items.data.price.tiers')
    expect(tooDeep.body.error.message).toMatch(/^You cannot expand more than 4 levels of a property/)
  })

  it('shows discounts with their coupon, tiers, and what a coupon applies to, only where it is asked for', async () => {
    const { body } = await client.get('/v1/subscriptions?status=all&limit=100&expand[]=data.discounts')
    const discounted = body.data.filter((it) => it.discounts.length > 0)
    expect(elementAt(discounted, 0).discounts[0]).toMatchObject({ object: 'discount', source: { type: 'coupon' } })
    const products = { 'applies_to[products][0]': 'prod_1' }
    const coupon = (await client.post('/v1/coupons', { percent_off: '10', ...products })).body
    expect(coupon).not.toHaveProperty('applies_to')
    const shown = await client.get('/v1/coupons?expand[]=data.applies_to&expand[]=data.currency_options')
    expect(shown.body.data.find((it) => it.id === coupon.id)).toMatchObject({ applies_to: { products: ['prod_1'] } })
    const prices = (await client.get('/v1/prices?limit=100&expand[]=data.tiers')).body.data
    const tiered = prices.filter((price) => price.tiers_mode !== null)
    expect(tiered.length).toBeGreaterThan(0)
    for (const price of prices) expect('tiers' in price).toBe(price.tiers_mode !== null)
  })

  it('refuses a property that is none', async () => {
    expect((await client.get('/v1/customers?expand[]=data.rocket')).body.error.message).toMatch(/cannot be expanded/)
  })
})

describe('a search', () => {
  it('counts what was made since a second, exactly', async () => {
    const { body } = await client.get(`/v1/customers/search?query=created%3E%3D${NOW}&expand[]=total_count`)
    expect(body).toMatchObject({ object: 'search_result', total_count: 1, has_more: false, next_page: null })
    const since = NOW - 30 * 86_400
    const known = [...stripe.customers.newestFirst()].filter(({ created }) => created > since)
    const found = await client.get(`/v1/customers/search?query=created%3E${since}&limit=1&expand[]=total_count`)
    expect(found.body).toMatchObject({ total_count: known.length, has_more: true, data: { length: 1 } })
  })

  it('leaves the count out unless it is expanded', async () => {
    const { body } = await client.get('/v1/charges/search?query=created%3E0')
    expect(body.data.length).toBeGreaterThan(0)
    expect(body).not.toHaveProperty('total_count')
  })

  it('pages through everything once', async () => {
    const found: string[] = []
    let page = ''
    do {
      const { body } = await client.get(`/v1/invoices/search?query=created%3E0&limit=7${page}`)
      found.push(...ids(body))
      page = body.next_page === null ? '' : `&page=${encodeURIComponent(body.next_page)}`
    } while (page !== '')
    expect(found).toEqual([...stripe.invoices.newestFirst()].map(({ id }) => id))
  })

  it('knows the fields of a kind, both conjunctions, negation and metadata', async () => {
    const count = async (path: string, query: string) =>
      (await client.get(`/v1/${path}/search?query=${encodeURIComponent(query)}&expand[]=total_count`)).body.total_count
    expect(await count('prices', "active:'true' OR active:'false'")).toBe(stripe.prices.size)
    expect(await count('prices', "-active:'true'")).toBe(1)
    expect(await count('customers', "metadata['size']:'xl' AND created>0")).toBe(1)
    expect(await count('customers', "email~'MANY'")).toBe(1)
    const statuses = [...stripe.subscriptions.newestFirst()].map(({ status }) => status)
    expect(await count('subscriptions', "status:'canceled'")).toBe(statuses.filter((it) => it === 'canceled').length)
  })

  it.each([
    ['rocket:1', /unsupported search field/],
    ['created', /unable to parse/],
    ["created>0 AND status:'active' OR status:'paused'", /cannot combine AND and OR/],
  ])('refuses %s', async (query, message) => {
    const { status, body } = await client.get(`/v1/subscriptions/search?query=${encodeURIComponent(query)}`)
    expect(status).toBe(400)
    expect(body.error.message).toMatch(message)
  })
})

describe('a list', () => {
  it('takes all four bounds of created, alone and together', async () => {
    const all = [...stripe.charges.newestFirst()]
    const middle = all[Math.floor(all.length / 2)]?.created ?? 0
    const count = async (query: string) => (await client.get(`/v1/charges?limit=100&${query}`)).body.data.length
    const known = (keep: (created: number) => boolean) => all.filter(({ created }) => keep(created)).length
    expect(await count(`created[gt]=${middle}`)).toBe(known((at) => at > middle))
    expect(await count(`created[gte]=${middle}`)).toBe(known((at) => at >= middle))
    expect(await count(`created[lt]=${middle}`)).toBe(known((at) => at < middle))
    expect(await count(`created[lte]=${middle}`)).toBe(known((at) => at <= middle))
    expect(await count(`created=${middle}`)).toBe(known((at) => at === middle))
    expect(await count(`created[gte]=${middle}&created[lt]=${middle + 86_400}`)).toBe(
      known((at) => at >= middle && at < middle + 86_400),
    )
  })

  it('goes on behind an object that was removed meanwhile', async () => {
    const page = await client.get('/v1/coupons?limit=1')
    const [id] = ids(page.body)
    const rest = (await client.get(`/v1/coupons?starting_after=${id}`)).body
    await client.delete(`/v1/coupons/${id}`)
    expect((await client.get(`/v1/coupons?starting_after=${id}`)).body).toEqual(rest)
    expect(ids((await client.get('/v1/coupons')).body)).not.toContain(id)
  })

  it('puts what is made again under its old id on top, once', async () => {
    const form = { id: 'SPRING', percent_off: '5' }
    await client.post('/v1/coupons', form)
    await client.post('/v1/coupons', { id: 'SUMMER', percent_off: '5' })
    expect((await client.post('/v1/coupons', form)).body.error.code).toBe('resource_already_exists')
    await client.delete('/v1/coupons/SPRING')
    await client.post('/v1/coupons', form)
    const listed = ids((await client.get('/v1/coupons')).body)
    expect(listed.slice(0, 2)).toEqual(['SPRING', 'SUMMER'])
    expect(listed.filter((id) => id === 'SPRING')).toHaveLength(1)
  })

  it('shows subscriptions with their prices as they are now', async () => {
    const price = stripe.subscriptions.need(large).items.data[0]?.price.id ?? ''
    updatePrice(stripe, price, { active: false })
    const { body } = await client.get(`/v1/subscriptions/${large}`)
    expect(body.items.data[0]).toMatchObject({
      price: { id: price, active: false },
      plan: { id: price, active: false },
    })
  })
})

it('shows every object of a kind to whoever compares', async () => {
  const { objects, has_more: hasMore } = await client.show('objects', { type: 'subscription', whole: 'true' })
  expect(hasMore).toBe(false)
  expect(objects).toHaveLength(stripe.subscriptions.size)
  expect(elementAt(objects, -1).items.data).toHaveLength(13)
  const first = elementAt((await client.show('objects', { type: 'subscription', limit: '1' })).objects, 0)
  const next = await client.show('objects', { type: 'subscription', limit: '1', after: first.id })
  expect(elementAt(next.objects, 0).id).toBe(elementAt(objects, 1).id)
})
