import { describe, expect, it } from 'vitest'
import { type AutomationNames, NO_NAMES } from '../../../dashboard/features/automations/automation-names.ts'
import { automationSentence, goalWords, reentryWords } from '../../../dashboard/features/automations/words/sentence.ts'
import { TRIGGER_GROUPS } from '../../../dashboard/features/automations/words/trigger-words.ts'
import type { Automation } from '../../../dashboard/lib/api-types.ts'
import { TRIGGER_TYPES } from '../../../worker/domain/automation/automation.ts'

const NAMES: AutomationNames = {
  ...NO_NAMES,
  prices: [{ id: 'price_1', name: 'Pro' }],
  products: [{ id: 'prod_1', name: 'Team' }],
  segments: [{ id: 'seg_1', name: 'At risk' }],
  templates: [{ id: 'payment-failed', name: 'Payment failed', isPublished: true }],
  endpoints: [{ id: 'ep_1', name: 'CRM' }],
  currency: 'usd',
}

type Told = Pick<Automation, 'trigger' | 'conditions' | 'actions'>
const SEND: Told['actions'] = [{ type: 'send_email', template: 'payment-failed' }]

const SENTENCES: [Partial<Told>, string][] = [
  [
    {
      trigger: { type: 'payment.failed', price: 'price_1' },
      conditions: [{ field: 'mrr', op: 'gte', value: 5000 }],
      actions: [...SEND, { type: 'wait', days: 3 }, { type: 'add_tag', tag: 'at-risk' }],
    },
    'When a payment fails for price Pro, and MRR is at least 50.00 USD, then send “Payment failed”, wait 3 days, add tag at-risk.',
  ],
  [{ actions: [] }, 'When a payment fails, then do nothing yet.'],
  [
    {
      trigger: { type: 'subscription.renewing', days: 1, product: 'prod_1' },
      actions: [{ type: 'send_email' }],
    },
    'When a subscription renews in 1 day for product Team, then send the e-mail that is bound to this.',
  ],
  [
    {
      trigger: { type: 'segment.entered', segment: 'seg_1' },
      conditions: [{ field: 'subscription_status', op: 'in', value: ['active', 'past_due'] }],
      actions: [
        { type: 'set_access', state: 'suspended' },
        { type: 'webhook', endpoint: 'ep_1' },
      ],
    },
    'When a customer comes into the segment At risk, and subscription status is one of active, past due, then set access to suspended, call CRM.',
  ],
  [
    {
      trigger: { type: 'stripe:invoice.paid' },
      conditions: [{ field: 'event.data.billing_reason', op: 'eq', value: 'manual' }],
      actions: [
        { type: 'wait', days: 1, hours: 12 },
        { type: 'set_field', key: 'seats', value: null },
      ],
    },
    'When Stripe sends invoice.paid, and the event’s data.billing_reason is manual, then wait 1 day and 12 hours, empty field seats.',
  ],
  [
    { trigger: { type: 'payment.failed', price: 'price_gone' }, actions: [{ type: 'send_email', template: 'gone' }] },
    'When a payment fails for price price_gone, then send “gone”.',
  ],
]

describe('an automation in words', () => {
  it.each(SENTENCES)('%j reads: %s', (told, sentence) => {
    const whole: Told = { trigger: { type: 'payment.failed' }, conditions: [], actions: SEND, ...told }
    expect(automationSentence(whole, NAMES)).toBe(sentence)
  })

  it('tells amounts in minor units where prices have several currencies', () => {
    const conditions: Told['conditions'] = [{ field: 'mrr', op: 'gte', value: 5000 }]
    const told = { trigger: { type: 'payment.failed' }, conditions, actions: SEND }
    expect(automationSentence(told, { ...NAMES, currency: null })).toContain('MRR is at least 5,000 (minor units)')
  })

  it('has words for every trigger', () => {
    const offered = TRIGGER_GROUPS.flatMap(({ triggers }) => Object.keys(triggers))
    expect(offered.sort()).toEqual([...TRIGGER_TYPES].sort())
  })

  it('says how often, and what it is for', () => {
    expect(reentryWords('always')).toBeNull()
    expect(reentryWords('never')).toBe('Once per customer.')
    expect(reentryWords({ after_days: 30 })).toBe('Again for the same customer only after 30 days.')
    expect(goalWords(null, NAMES)).toBeNull()
    const goal = { conditions: [{ field: 'failed_payment_at', op: 'is_set', value: false } as const], within_days: 14 }
    expect(goalWords(goal, NAMES)).toBe('Goal: no failed payment is open, within 14 days.')
  })
})
