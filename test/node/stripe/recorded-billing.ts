import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isJsonObject, type JsonObject } from '../../../worker/domain/json.ts'
import { readBilling } from '../../../worker/stripe/normalise/billing.ts'
import { readSubscription } from '../../../worker/stripe/normalise/subscription.ts'
import { findStripeData } from '../../support/stripe-data.ts'
import { findStripeData as findSchemas, loadSchemas } from '../sandbox/stripe-data.ts'
import { shapedSubscription } from './billing-shapes.ts'
import { NOTHING } from './known.ts'

const VERSIONS_WITH_SCHEMAS = ['2022-11-15', '2025-02-24.acacia', '2026-10-28.endive'] as const

/** Checks the reader against what was recorded of Stripe, where that lies beside the checkout; says where it does not. */
export function checkRecorded(): void {
  const fixtures = findStripeData('fixtures-reduced.json')
  const samples = findStripeData('sample-events.json')
  const schemas = findSchemas()
  if (fixtures) checkReading('of each version’s fixture', subscriptionsOfFixtures(fixtures))
  if (samples) checkReading('of the sample events', subscriptionsOfEvents(samples))
  if (schemas) checkShapes(schemas)
  if (!fixtures || !samples || !schemas)
    console.info(
      'Billing is not checked against all recorded data: STRIPE_DATA_DIR names none, or not all lies beside.',
    )
}

function checkReading(which: string, subscriptions: [name: string, subscription: JsonObject][]): void {
  describe(`a subscription ${which}`, () => {
    it.each(subscriptions)('is read without loss: %s', (_, subscription) => {
      const billing = readBilling(subscription, NOTHING)
      const { type: _type, items, stripe_customer_id: customer, ...facts } = readSubscription(subscription)
      expect(billing).toMatchObject({
        ...{ id: subscription.id, stripeCustomerId: customer, status: facts.status, currency: facts.currency, items },
        ...{ currentPeriodEnd: facts.current_period_end, trialEnd: facts.trial_end, cancelAt: facts.cancel_at },
        ...{ cancelAtPeriodEnd: facts.cancel_at_period_end, canceledAt: facts.canceled_at, endedAt: facts.ended_at },
      })
      expect(billing.items.length).toBeGreaterThan(0)
      expect(billing.currentPeriodEnd).toEqual(expect.any(Number))
      for (const item of billing.items) {
        expect(item).toMatchObject({ price: expect.any(String), product: expect.any(String) })
        expect(item).toMatchObject({ amount: { kind: 'per_unit' }, recurring: { interval: expect.any(String) } })
        expect(item.periodEnd).toEqual(expect.any(Number))
      }
    })
  })
}

function checkShapes(folder: string): void {
  describe('the fixtures of the reader', () => {
    it.each(VERSIONS_WITH_SCHEMAS)('are what Stripe sends at %s', (version) => {
      expect(loadSchemas(folder, version).problems('Subscription', shapedSubscription(version))).toEqual([])
    })
  })
}

function subscriptionsOfFixtures(file: string): [string, JsonObject][] {
  const { versions } = JSON.parse(readFileSync(file, 'utf8')) as Fixtures
  return Object.entries(versions).map(([version, { resources }]) => [version, resources.subscription])
}

function subscriptionsOfEvents(file: string): [string, JsonObject][] {
  const { flows } = JSON.parse(readFileSync(file, 'utf8')) as { flows: SampleFlow[] }
  return flows.flatMap(({ flow, api_version: version, events }) =>
    events
      .map(({ data }) => data.object)
      .filter((object) => isJsonObject(object) && object.object === 'subscription')
      .map((object): [string, JsonObject] => [`${flow} at ${version}`, object]),
  )
}

interface Fixtures {
  versions: Record<string, { resources: { subscription: JsonObject } }>
}

interface SampleFlow {
  flow: string
  api_version: string
  events: { data: { object: JsonObject } }[]
}
