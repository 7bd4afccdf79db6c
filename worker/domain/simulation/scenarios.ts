import type { JsonObject } from '../json.ts'
import { subscriptionCreated, trialEndedPaid, trialEndedPaused, trialStarted, trialWillEnd } from './beginning.ts'
import { cancelScheduled, cancelUndone, downgrade, paused, upgrade } from './changing.ts'
import { canceled, disputeLost, disputeOpened, refundFull, refundPartial } from './ending.ts'
import * as paying from './paying.ts'
import type { Scene, Setting, Told } from './scene.ts'
import type { Subject } from './subject.ts'

const API_VERSION = '2026-10-28.endive'

const SCENES = {
  subscription_created: subscriptionCreated,
  trial_started: trialStarted,
  trial_will_end: trialWillEnd,
  trial_ended_paid: trialEndedPaid,
  trial_ended_paused: trialEndedPaused,
  payment_succeeded: paying.paymentSucceeded,
  payment_failed: paying.paymentFailed,
  payment_failed_thrice_then_recovered: paying.paymentFailedThriceThenRecovered,
  payment_failed_for_good: paying.paymentFailedForGood,
  payment_action_required: paying.paymentActionRequired,
  invoice_upcoming: paying.invoiceUpcoming,
  upgrade,
  downgrade,
  cancel_scheduled: cancelScheduled,
  cancel_undone: cancelUndone,
  paused,
  canceled,
  refund_full: refundFull,
  refund_partial: refundPartial,
  dispute_opened: disputeOpened,
  dispute_lost: disputeLost,
} satisfies Record<string, (setting: Setting) => Scene>

export type Scenario = keyof typeof SCENES
export const SCENARIOS = Object.keys(SCENES) as Scenario[]

export interface ScenarioEvents {
  /** What has to have happened before; nothing is told of it. */
  history: JsonObject[]
  events: JsonObject[]
}

/**
 * Stripe's events of a scenario, in the order in which they would come, from `nowSeconds` on, a second apart. Those of the
 * past of an invented customer have earlier times.
 */
export function scenarioEvents(scenario: Scenario, subject: Subject, nowSeconds: number): ScenarioEvents {
  const { history, events } = SCENES[scenario]({ subject, now: nowSeconds })
  const numbered = [...history, ...events].map((told, at) => eventObject(told, subject, at + 1, nowSeconds + at))
  return { history: numbered.slice(0, history.length), events: numbered.slice(history.length) }
}

function eventObject({ type, object, previous, at }: Told, { livemode }: Subject, number: number, then: number) {
  return {
    ...{ id: `evt_sim_${number}`, object: 'event', type, created: at ?? then, livemode, api_version: API_VERSION },
    ...{ pending_webhooks: 1, request: null, data: { object, ...(previous && { previous_attributes: previous }) } },
  }
}
