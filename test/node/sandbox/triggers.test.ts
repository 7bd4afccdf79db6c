import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { isEqual } from '../../sandbox/core/previous-attributes.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { TRIGGER_NAMES, trigger, UnknownTriggerError } from '../../sandbox/core/triggers.ts'

const NOW = 1_795_200_000
/** The Stripe CLI's names for a scenario, not for an event. */
const NOT_AN_EVENT: Record<string, string> = {
  'subscription.payment_succeeded': 'invoice.payment_succeeded',
  'subscription.payment_failed': 'invoice.payment_failed',
}

function run(name: string): Stripe.Event[] {
  return trigger(new StripeSandbox({ seed: name, now: NOW }), name)
}

describe.each(TRIGGER_NAMES)('trigger %s', (name) => {
  const events = run(name)

  it('emits its own event', () => {
    expect(events.map((event) => event.type)).toContain(NOT_AN_EVENT[name] ?? name)
  })

  it('emits events as an endpoint gets them', () => {
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length)
    for (const event of events) {
      expect(event.object).toBe('event')
      expect(event.livemode).toBe(false)
      expect(event.pending_webhooks).toBeGreaterThanOrEqual(1)
      expect(event.created).toBeGreaterThanOrEqual(NOW)
      expect(event.created).toBeLessThanOrEqual(NOW + 22)
    }
  })

  it('tells in previous_attributes what changed, with old values and nothing else', () => {
    for (const event of events) {
      const previous = event.data.previous_attributes as Record<string, unknown> | undefined
      if (event.type.endsWith('.updated')) expect(previous, event.type).toBeDefined()
      if (!previous) continue
      const object = event.data.object as unknown as Record<string, unknown>
      for (const [key, old] of Object.entries(previous)) {
        expect(isEqual(old, object[key] ?? null), `${event.type}.${key} did not change`).toBe(false)
      }
    }
  })
})

it('continues in previous_attributes what the event before it showed', () => {
  const failed = run('invoice.payment_failed')
  const subscriptionEvents = failed.filter((event) => event.type.startsWith('customer.subscription.'))
  expect(subscriptionEvents.map((event) => event.type)).toEqual([
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.updated',
  ])
  const [created, renewed, overdue] = subscriptionEvents.map((event) => event.data)
  const before = created?.object as Stripe.Subscription
  expect(renewed?.previous_attributes).toEqual({ items: before.items, latest_invoice: before.latest_invoice })
  expect(overdue?.previous_attributes).toEqual({ status: 'active' })
})

it('ends invoice.payment_failed with the failure and what follows from it', () => {
  const types = run('invoice.payment_failed').map((event) => event.type)
  expect(types.slice(-5)).toEqual([
    'payment_intent.payment_failed',
    'invoice.updated',
    'invoice.payment_failed',
    'customer.subscription.updated',
    'customer.updated',
  ])
})

it('sends a new subscription in the order Stripe does: money, subscription, invoice', () => {
  const events = run('checkout.session.completed')
  const position = (type: string) => events.findIndex((event) => event.type === type)
  expect(position('charge.succeeded')).toBeLessThan(position('customer.created'))
  expect(position('customer.subscription.created')).toBeLessThan(position('invoice.created'))
  expect(position('invoice.paid')).toBeGreaterThan(position('invoice.finalized'))
  expect(events.at(-1)?.created).toBe(NOW + 1)
})

it('sends invoice.upcoming without an id and a refund without livemode', () => {
  const upcoming = run('invoice.upcoming').at(-1)?.data.object
  expect(upcoming).not.toHaveProperty('id')
  const refund = run('refund.created').find((event) => event.type === 'refund.created')?.data.object
  expect(refund).not.toHaveProperty('livemode')
})

it('names no request where Stripe acts by itself, and one request for all events of an API call', () => {
  const events = run('invoice.payment_failed')
  const overdue = events.at(-1)
  expect(overdue?.request).toEqual({ id: null, idempotency_key: null })
  const signUp = events.filter((event) => ['charge.succeeded', 'customer.subscription.created'].includes(event.type))
  expect(new Set(signUp.map((event) => event.request?.id)).size).toBe(1)
  expect(signUp[0]?.request?.id).toMatch(/^req_/)
})

it('names near matches and all triggers for a name it does not know', () => {
  const attempt = () => run('invoice.failed')
  expect(attempt).toThrow(UnknownTriggerError)
  expect(attempt).toThrow(/There is no trigger "invoice\.failed"\. Did you mean invoice\.payment_failed/)
  expect(attempt).toThrow(/All triggers: account\.application\.deauthorized, .*refund\.updated/)
})
