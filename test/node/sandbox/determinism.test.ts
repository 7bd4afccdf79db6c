import { expect, it } from 'vitest'
import { makeEventStream, shuffleWithDuplicates } from '../../sandbox/core/event-stream.ts'
import { makeId } from '../../sandbox/core/ids.ts'
import { createRandom } from '../../sandbox/core/random.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { trigger } from '../../sandbox/core/triggers.ts'

const NOW = 1_795_200_000

it('makes the same ids, objects and events from the same seed', () => {
  const run = (seed: string) => trigger(new StripeSandbox({ seed, now: NOW }), 'invoice.payment_failed')
  expect(run('a')).toEqual(run('a'))
  expect(run('b')[0]?.id).not.toBe(run('a')[0]?.id)
})

it('gives ids the look of Stripe’s and never the same one twice', () => {
  const random = createRandom(1)
  const ids = Array.from({ length: 20_000 }, (_, index) =>
    makeId(random, ['cus', 'evt', 'evt_3', 'ch', 'cs'][index % 5] as string, index),
  )
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids[0]).toMatch(/^cus_[A-Za-z0-9]{14}$/)
  expect(ids[1]).toMatch(/^evt_1[A-Za-z0-9]{23}$/)
  expect(ids[2]).toMatch(/^evt_3[A-Za-z0-9]{23}$/)
  expect(ids[3]).toMatch(/^ch_3[A-Za-z0-9]{23}$/)
  expect(ids[4]).toMatch(/^cs_test_a1[A-Za-z0-9]{51}$/)
})

it('makes exactly as many events as asked, from as many customers, all in the past and in order', () => {
  const events = makeEventStream({ seed: 7, customers: 40, events: 3_000, now: NOW })
  expect(events).toHaveLength(3_000)
  expect(new Set(events.map((event) => event.id)).size).toBe(3_000)
  expect(events.filter((event) => event.type === 'customer.created')).toHaveLength(40)
  const times = events.map((event) => event.created)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(Math.max(...times)).toBeLessThanOrEqual(NOW)
  expect(makeEventStream({ seed: 7, customers: 40, events: 3_000, now: NOW })).toEqual(events)
})

it('shows in a stream what an account really sees: renewals, failures, refunds, cancellations, disputes', () => {
  const seen = new Set(makeEventStream({ seed: 5, customers: 60, events: 6_000, now: NOW }).map((event) => event.type))
  for (const type of [
    'checkout.session.completed',
    'customer.subscription.trial_will_end',
    'invoice.upcoming',
    'invoice.payment_failed',
    'charge.refunded',
    'charge.dispute.closed',
    'customer.subscription.deleted',
    'invoice_payment.paid',
    'customer.deleted',
  ] as const) {
    expect(seen, type).toContain(type)
  }
})

it('shuffles and repeats a stream without losing an event', () => {
  const events = makeEventStream({ seed: 3, customers: 5, events: 400, now: NOW })
  const mixed = shuffleWithDuplicates(events, 'order', 0.1)
  expect(mixed.length).toBeGreaterThan(410)
  expect(mixed.length).toBeLessThan(500)
  expect(new Set(mixed)).toEqual(new Set(events))
  expect(mixed).not.toEqual([...mixed].sort((a, b) => a.created - b.created))
  expect(shuffleWithDuplicates(events, 'order', 0.1)).toEqual(mixed)
})

it('refuses a change to a stored object, which its events show too', () => {
  const [created] = trigger(new StripeSandbox({ seed: 1, now: NOW }), 'customer.created')
  const customer = created?.data.object as { email: string }
  expect(() => {
    customer.email = 'changed@example.com'
  }).toThrow(TypeError)
})
