import { describe, expect, it } from 'vitest'
import { operationOf, stripeLimits } from '../../sandbox/core/site/limits.ts'
import { DEFAULT_LIVE_API_KEY, openSite } from './site-client.ts'

const REASON = 'stripe-rate-limited-reason'

function withClock() {
  let nowMs = 1_000
  const client = openSite({ limits: stripeLimits, nowMs: () => nowMs })
  return {
    ...client,
    pass(ms: number) {
      nowMs += ms
    },
    /** How many of so many requests at once are let through. */
    async letThrough(count: number, path: string, key?: string) {
      const answers = await Promise.all(Array.from({ length: count }, () => client.get(path, key)))
      return answers.filter(({ status }) => status === 200).length
    },
  }
}

describe('the rate of an account', () => {
  it('is 25 requests a second in test mode, of any kind, and recovers with time', async () => {
    const client = withClock()
    expect(await client.letThrough(15, '/v1/customers')).toBe(15)
    expect(await client.letThrough(15, '/v1/prices')).toBe(10)
    const { status, headers, body } = await client.get('/v1/prices')
    expect([status, headers.get(REASON), body.error.code]).toEqual([429, 'global-rate', 'rate_limit'])
    client.pass(400)
    expect(await client.letThrough(15, '/v1/prices')).toBe(10)
    client.pass(60_000)
    expect(await client.letThrough(50, '/v1/prices')).toBe(25)
  })

  it('is 100 a second in live mode, and 25 of one kind', async () => {
    const client = withClock()
    expect(await client.letThrough(60, '/v1/customers', DEFAULT_LIVE_API_KEY)).toBe(25)
    const { headers } = await client.get('/v1/customers', DEFAULT_LIVE_API_KEY)
    expect(headers.get(REASON)).toBe('endpoint-rate')
    expect(await client.letThrough(25, '/v1/prices', DEFAULT_LIVE_API_KEY)).toBe(25)
  })

  it('is 20 a second for searches', async () => {
    const client = withClock()
    expect(await client.letThrough(24, '/v1/customers/search?query=created%3E0', DEFAULT_LIVE_API_KEY)).toBe(20)
  })

  it('is each account’s own', async () => {
    const client = withClock()
    const { account } = await client.control('accounts')
    const { key } = await client.control('keys', { account, permissions: 'all' })
    expect(await client.letThrough(30, '/v1/customers')).toBe(25)
    expect(await client.letThrough(20, '/v1/customers', key)).toBe(20)
  })
})

describe('a control', () => {
  it('refuses the next requests for a reason', async () => {
    const client = openSite()
    for (const reason of ['global-rate', 'endpoint-rate', 'global-concurrency', 'endpoint-concurrency']) {
      await client.control('limits', { refuse_next: 1, reason })
      const { status, headers } = await client.get('/v1/customers')
      expect([status, headers.get(REASON)]).toEqual([429, reason])
      expect((await client.get('/v1/customers')).status).toBe(200)
    }
    await client.control('limits', { refuse_next: 1, reason: 'lock_timeout' })
    const { status, headers, body } = await client.get('/v1/customers')
    expect([status, headers.get(REASON), body.error.code]).toEqual([429, null, 'lock_timeout'])
    await expect(client.control('limits', { reason: 'bad weather' })).rejects.toThrow(/reason must be one of/)
  })

  it('sets and lifts the rate', async () => {
    const client = withClock()
    await client.control('limits', { requests_per_second: 2 })
    expect(await client.letThrough(9, '/v1/customers')).toBe(2)
    await client.control('limits', { requests_per_second: 0, endpoint_requests_per_second: 0 })
    expect(await client.letThrough(200, '/v1/customers')).toBe(200)
  })
})

it('lets so many requests be under way at once', async () => {
  const waiting: (() => void)[] = []
  const client = openSite({ latency: () => new Promise((resolve) => waiting.push(resolve)) })
  await client.control('limits', { concurrent: 3, endpoint_concurrent: 2 })
  const asked = ['customers', 'customers', 'customers', 'prices', 'coupons'].map((name) => client.get(`/v1/${name}`))
  const refused = await Promise.all([asked[2], asked[4]])
  expect(refused.map((answer) => answer?.headers.get(REASON))).toEqual(['endpoint-concurrency', 'global-concurrency'])
  for (const answer of waiting) answer()
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 429, 200, 429])
})

it('counts requests by what they do, not by whom they do it to', () => {
  expect(operationOf('GET', '/v1/customers/cus_1')).toBe(operationOf('GET', '/v1/customers/cus_2'))
  expect(operationOf('GET', '/v1/customers')).not.toBe(operationOf('GET', '/v1/customers/cus_1'))
  expect(operationOf('GET', '/v1/invoices/in_1/lines')).toBe('GET /v1/invoices/{id}/lines')
  expect(operationOf('GET', '/v1/customers/search')).toBe('GET /v1/customers/search')
})
