import type { Scenario } from '../../../worker/domain/simulation/scenarios.ts'

const WORDS = {
  subscription_created: 'A subscription begins',
  trial_started: 'A trial begins',
  trial_will_end: 'A trial ends in three days',
  trial_ended_paid: 'A trial ends and is paid',
  trial_ended_paused: 'A trial ends without a card',
  payment_succeeded: 'A renewal is paid',
  payment_failed: 'A payment fails',
  payment_failed_thrice_then_recovered: 'A payment fails three times, then is made',
  payment_failed_for_good: 'A payment fails until Stripe gives up',
  payment_action_required: 'The bank wants to hear from the customer',
  invoice_upcoming: 'An invoice is coming',
  upgrade: 'The plan goes up',
  downgrade: 'The plan goes down',
  paused: 'Collecting payments is paused',
  cancel_scheduled: 'A cancellation is scheduled',
  cancel_undone: 'A cancellation is taken back',
  canceled: 'The subscription ends at once',
  refund_full: 'A payment is refunded',
  refund_partial: 'Half of a payment is refunded',
  dispute_opened: 'A dispute is opened',
  dispute_lost: 'A dispute is lost',
} satisfies Record<Scenario, string>

export const SCENARIO_NAMES = Object.keys(WORDS) as [Scenario, ...Scenario[]]
export const FIRST_SCENARIO: Scenario = 'payment_failed'

export const scenarioWords = (scenario: Scenario): string => WORDS[scenario]

/** As a person looks for them. */
export const SCENARIO_GROUPS: readonly { label: string; scenarios: readonly Scenario[] }[] = [
  {
    label: 'Beginning',
    scenarios: ['subscription_created', 'trial_started', 'trial_will_end', 'trial_ended_paid', 'trial_ended_paused'],
  },
  {
    label: 'Paying',
    scenarios: [
      ...(['payment_succeeded', 'payment_failed', 'payment_failed_thrice_then_recovered'] as const),
      ...(['payment_failed_for_good', 'payment_action_required', 'invoice_upcoming'] as const),
    ],
  },
  { label: 'Changing', scenarios: ['upgrade', 'downgrade', 'paused'] },
  { label: 'Ending', scenarios: ['cancel_scheduled', 'cancel_undone', 'canceled'] },
  { label: 'Money back', scenarios: ['refund_full', 'refund_partial', 'dispute_opened', 'dispute_lost'] },
]
