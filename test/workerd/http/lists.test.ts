import { beforeAll, describe, expect, it } from 'vitest'
import { call } from './client.ts'
import { insertEvents, insertPrice, insertProduct } from './rows.ts'

/** All ids of a list, page by page; `between` runs after each page. */
async function walk(path: string, between: (page: number) => Promise<void> = async () => {}): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = null
  for (let page = 0; page < 50; page++) {
    const { body } = await call('GET', `${path}${after ? `&after=${encodeURIComponent(after)}` : ''}`)
    ids.push(...body.data.map(({ id }: { id: string }) => id))
    expect(body.has_more).toBe(body.next_cursor !== null)
    if (!body.has_more) return ids
    after = body.next_cursor
    await between(page)
  }
  throw new Error('The list has no end.')
}

describe('lists', () => {
  beforeAll(async () => {
    await insertEvents(Array.from({ length: 45 }, (_, i) => ({ seq: i + 1 })))
  })

  it('45 events in pages of 7 come newest first, none twice and none missing, while more arrive', async () => {
    const ids = await walk('/api/v1/events?limit=7', (page) =>
      insertEvents([{ seq: 100 + 2 * page }, { seq: 101 + 2 * page }]),
    )
    expect(ids).toEqual(Array.from({ length: 45 }, (_, i) => `evt_${45 - i}`))
  })

  it('a page has 20 rows by default, and an exact last page has no cursor', async () => {
    expect((await call('GET', '/api/v1/events')).body.data).toHaveLength(20)
    const { body } = await call('GET', '/api/v1/events?limit=5&type=none.such')
    expect(body).toEqual({ object: 'list', data: [], has_more: false, next_cursor: null })
    await insertEvents(Array.from({ length: 4 }, (_, i) => ({ seq: 200 + i, type: 'exact.page' })))
    expect(await walk('/api/v1/events?limit=2&type=exact.page')).toEqual(['evt_203', 'evt_202', 'evt_201', 'evt_200'])
  })

  it('rows have no payload', async () => {
    const { body } = await call('GET', '/api/v1/events?limit=1')
    expect('payload' in body.data[0]).toBe(false)
  })

  it('products come newest first, those of one second by id, those without a time last, deleted ones too', async () => {
    await insertProduct({ id: 'prod_old', created: 100 })
    await insertProduct({ id: 'prod_b', created: 200, deleted: true })
    await insertProduct({ id: 'prod_a', created: 200 })
    await insertProduct({ id: 'prod_c', created: 200 })
    await insertProduct({ id: 'prod_none', created: null })
    await insertProduct({ id: 'prod_live', created: 300, mode: 'live' })
    await insertProduct({ id: 'prod_other', created: 300, account: 'acc_other' })
    const expected = ['prod_c', 'prod_b', 'prod_a', 'prod_old', 'prod_none']
    expect(await walk('/api/v1/products?limit=1')).toEqual(expected)
    expect(await walk('/api/v1/products?limit=2')).toEqual(expected)
    expect((await call('GET', '/api/v1/products/prod_other')).status).toBe(404)
    const { body } = await call('GET', '/api/v1/products/prod_b')
    expect(body).toEqual({
      id: 'prod_b',
      object: 'product',
      name: 'Gold',
      description: null,
      active: true,
      deleted: true,
      default_price: 'price_1',
      problems: [],
      live_subscriptions: 0,
      created_at: '1970-01-01T00:03:20Z',
      set_at: '2026-09-21T14:13:20Z',
      set_by: 'evt_p',
    })
  })

  it('prices are filtered by product, and a one-time price has no recurring part', async () => {
    await insertPrice({ id: 'price_m', product: 'prod_a', created: 10, interval: 'month' })
    await insertPrice({ id: 'price_y', product: 'prod_a', created: 20, interval: 'year' })
    await insertPrice({ id: 'price_once', product: 'prod_b', created: 30 })
    expect(await walk('/api/v1/prices?limit=1')).toEqual(['price_once', 'price_y', 'price_m'])
    expect(await walk('/api/v1/prices?limit=1&product=prod_a')).toEqual(['price_y', 'price_m'])
    const once = await call('GET', '/api/v1/prices/price_once')
    expect(once.body).toMatchObject({ recurring: null, unit_amount: 1900, currency: 'eur', product: 'prod_b' })
    const monthly = await call('GET', '/api/v1/prices/price_m')
    expect(monthly.body.recurring).toEqual({ interval: 'month', interval_count: 1, usage_type: 'licensed' })
  })

  it('a cursor of another list, and an altered one, are 422', async () => {
    const { body } = await call('GET', '/api/v1/events?limit=1')
    for (const path of [
      `/api/v1/products?after=${body.next_cursor}`,
      `/api/v1/events?after=x${body.next_cursor}`,
      `/api/v1/events?after=${btoa('["events","1","x"]')}`,
      `/api/v1/events?after=${btoa('["events",1e400,"x"]')}`,
      `/api/v1/events?after=%21%21`,
    ]) {
      const answer = await call('GET', path)
      expect([path, answer.status]).toEqual([path, 422])
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/after', code: 'cursor_invalid' })])
    }
  })
})
