import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { DAY } from '../../sandbox/core/period.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { seedDemo } from '../../sandbox/core/seed-demo.ts'
import { trigger } from '../../sandbox/core/triggers.ts'

const NOW = 1_795_200_000

describe('the demo', () => {
  const stripe = new StripeSandbox({ seed: 'demo', now: NOW })
  seedDemo(stripe)
  const subscriptions = [...stripe.subscriptions.oldestFirst()]
  const of = (name: string): Stripe.Subscription | undefined => {
    const customer = [...stripe.customers.newestFirst()].find((it) => it.email === `${name}@example.com`)
    return subscriptions.findLast((it) => it.customer === customer?.id)
  }

  it('ends at the present second, and no event lies after it', () => {
    expect(stripe.now()).toBe(NOW)
    const times = stripe.events.all().map((event) => event.created)
    expect(Math.max(...times)).toBeLessThanOrEqual(NOW)
    expect(Math.min(...times)).toBe(NOW - 45 * DAY)
  })

  it('has 24 customers at example.com with ids of their own and a catalog of each kind of price', () => {
    const customers = [...stripe.customers.newestFirst()]
    expect(customers).toHaveLength(24)
    expect(customers.every((customer) => customer.email?.endsWith('@example.com'))).toBe(true)
    expect(new Set(customers.map((customer) => customer.metadata.user_id)).size).toBe(24)
    const prices = [...stripe.prices.newestFirst()]
    expect(stripe.products.size).toBe(3)
    expect(prices.some((price) => price.currency === 'jpy')).toBe(true)
    expect(prices.some((price) => price.billing_scheme === 'tiered')).toBe(true)
    expect(prices.some((price) => price.recurring?.interval === 'year')).toBe(true)
    expect(prices.some((price) => price.recurring?.usage_type === 'metered')).toBe(true)
    expect(prices.some((price) => !price.active)).toBe(true)
  })

  it('has a subscription in every status', () => {
    expect(new Set(subscriptions.map((subscription) => subscription.status))).toEqual(
      new Set(['active', 'canceled', 'incomplete', 'incomplete_expired', 'past_due', 'paused', 'trialing', 'unpaid']),
    )
  })

  it('knows who is late, whose trial ends in three days and who is going to leave', () => {
    expect(of('bob')?.status).toBe('past_due')
    expect(of('carol')).toMatchObject({ status: 'trialing', trial_end: NOW + 3 * DAY })
    expect(of('dave')?.cancel_at).toBeGreaterThan(NOW)
    expect(of('rupert')?.pause_collection).toMatchObject({ behavior: 'void' })
  })

  it('is the same for the same seed', () => {
    const again = new StripeSandbox({ seed: 'demo', now: NOW })
    seedDemo(again)
    expect(again.events.all()).toEqual(stripe.events.all())
  })
})

it('is refused by a sandbox in which something has happened', () => {
  const stripe = new StripeSandbox({ seed: 1, now: NOW })
  trigger(stripe, 'customer.created')
  expect(() => seedDemo(stripe)).toThrow(/clock cannot go back/)
})
