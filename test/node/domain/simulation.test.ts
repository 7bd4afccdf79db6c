import { describe, expect, it } from 'vitest'
import { SCENARIOS, scenarioEvents } from '../../../worker/domain/simulation/scenarios.ts'
import { inventedSubject, type Subject, subjectOf } from '../../../worker/domain/simulation/subject.ts'
import { readEnvelope } from '../../../worker/stripe/envelope.ts'
import { SUBSCRIBED_EVENT_TYPES } from '../../../worker/stripe/event-types.ts'

const NOW = 1_796_000_000

describe('events of a scenario', () => {
  const own = { ...inventedSubject(true), customer: 'cus_own', isInvented: false }
  const subjects: [string, Subject][] = [
    ['an invented customer', inventedSubject(false)],
    ['a real one', own],
  ]
  describe.each(subjects)('of %s', (_who, subject) => {
    it.each(SCENARIOS)('%s: are events that we subscribe to, of that customer, in order', (scenario) => {
      const { history, events } = scenarioEvents(scenario, subject, NOW)
      const all = [...history, ...events]
      const read = all.map((event) => readEnvelope(event))
      expect(read.filter(({ ok }) => !ok)).toEqual([])
      const envelopes = read.flatMap((one) => (one.ok ? [one.value] : []))
      expect(envelopes.map(({ type }) => type).filter((type) => !SUBSCRIBED_EVENT_TYPES.includes(type))).toEqual([])
      expect(new Set(envelopes.map(({ id }) => id)).size).toBe(all.length)
      // A dispute names its charge only.
      expect(new Set(envelopes.map(({ stripeCustomerId }) => stripeCustomerId ?? subject.customer))).toEqual(
        new Set([subject.customer]),
      )
      const times = envelopes.map(({ created }) => created)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(envelopes.every(({ livemode }) => livemode === subject.livemode)).toBe(true)
      expect(envelopes.some(({ type }) => type === 'customer.created')).toBe(subject.isInvented)
    })
  })

  it('go on with what the customer has, at what it is worth a month', () => {
    const stored = {
      ...{ external_id: 'cus_1', email: 'a@example.com', name: 'A' },
      subscriptions: [
        { ...SUBSCRIPTION, id: 'sub_gone', status: 'canceled' },
        { ...SUBSCRIPTION, mrr: 1_500 },
      ],
    }
    const subject = subjectOf(stored as never, false, NOW)
    expect(subject?.subscription).toMatchObject({
      ...{ id: 'sub_1', status: 'active', currency: 'eur', amount: 18_000 },
      items: [
        { price: 'price_metered', usageType: 'metered', unit: '0' },
        { price: 'price_year', quantity: 3, interval: 'year', unit: '6000.000000' },
      ],
    })
    const { history, events } = scenarioEvents('payment_failed', subject as Subject, NOW)
    expect(history).toEqual([])
    expect(events.map((event) => event.type)).toEqual([
      ...['charge.failed', 'invoice.payment_failed', 'customer.subscription.updated'],
    ])
    expect(events[1]).toMatchObject({ data: { object: { amount_due: 18_000, currency: 'eur' } } })
  })

  it('cannot be about a customer that Stripe does not know', () => {
    expect(subjectOf({ external_id: null, subscriptions: [] } as never, false, NOW)).toBeNull()
  })
})

const SUBSCRIPTION = {
  ...{ id: 'sub_1', stripe_customer_id: 'cus_1', status: 'active', currency: 'eur', mrr: 0 },
  ...{ committed_mrr: 0, trial_mrr: 0, current_period_end: null, trial_end: null, cancel_at: null, created: null },
  items: [
    {
      ...{ id: 'si_m', price: 'price_metered', product: 'prod_1', quantity: null },
      ...{ interval: 'month', interval_count: 1, usage_type: 'metered' },
    },
    {
      ...{ id: 'si_y', price: 'price_year', product: 'prod_1', quantity: 3 },
      ...{ interval: 'year', interval_count: 1, usage_type: 'licensed' },
    },
  ],
}
