import { describe, expect, it } from 'vitest'
import type { TriggerType } from '../../../worker/domain/automation/automation.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { makeLives } from '../../support/lives.ts'
import { seededRandom, shuffled } from '../../support/random.ts'
import { deliver } from '../account/rough-delivery.ts'
import { ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, runsOf, sinceEver } from './automations.ts'

/** What Stripe tells has happened, whatever came before or after it. */
const FACTS: TriggerType[] = [
  'subscription.created',
  'subscription.canceled',
  'subscription.plan_changed',
  'subscription.updated',
  'subscription.cancel_scheduled',
  'payment.succeeded',
  'payment.failed',
  'payment.recovered',
  'charge.refunded',
  'dispute.opened',
  'dispute.closed',
]

async function lived(events: readonly object[], random: () => number): Promise<string[]> {
  const account = await ruleAccount({ identity: { metadata_key: 'user_id' } })
  const { tenant } = account
  const template = await aTemplate(tenant)
  for (const type of FACTS)
    await anAutomation(tenant, { trigger: { type }, actions: [{ type: 'send_email', template }] })
  await sinceEver(tenant)
  await deliver(tenant, events, random)
  const runs = await runsOf(tenant)
  const deliveries = await deliveriesOf(tenant)
  expect(deliveries.map(({ run }) => run?.id).sort()).toEqual(runs.map(({ id }) => id).sort())
  return runs.map(({ automation, occurrence }) => `${automation.name}: ${occurrence.cause}`).sort()
}

describe('any order, any duplicate, any crash starts the same runs', () => {
  it.each([1, 2, 3, 4])(
    'lives %i: each thing that happened makes one run and one mail',
    async (seed) => {
      expectErrorLogs()
      const { events } = makeLives(seed, 4, 30)
      const random = seededRandom(seed * 7_919)
      const expected = await lived(events, () => 0.5)
      expect(expected.length).toBeGreaterThan(20)
      for (let round = 0; round < 2; round += 1) {
        const duplicates = events.filter(() => random() < 0.3)
        expect(await lived(shuffled([...events, ...duplicates], random), random)).toEqual(expected)
      }
    },
    120_000,
  )
})
