import type { AccessState, FieldValue } from '../customer.ts'
import type { Condition } from '../segment.ts'

/** What may start an automation; any Stripe type may as well, as `stripe:<type>`. */
export const TRIGGER_TYPES = [
  'subscription.created',
  'subscription.updated',
  'subscription.plan_changed',
  'subscription.cancel_scheduled',
  'subscription.canceled',
  'subscription.trial_ending',
  'subscription.renewing',
  'payment.succeeded',
  'payment.failed',
  'payment.recovered',
  'payment.action_required',
  'charge.refunded',
  'dispute.opened',
  'dispute.closed',
  'invoice.upcoming',
  'customer.created',
  'stage.changed',
  'access.changed',
  'segment.entered',
  'segment.left',
] as const
export type TriggerType = (typeof TRIGGER_TYPES)[number] | `stripe:${string}`

/** What is left out does not restrict. */
export interface Trigger {
  type: TriggerType
  /** Of a subscription or invoice: one of its prices or products. */
  product?: string
  price?: string
  /** Of `renewing` and `trial_ending`: how long before; left out: as the settings say. */
  days?: number
  segment?: string
  /** Of `stage.changed`: the new stage. Of `access.changed`: the new state. */
  stage?: string
  access?: AccessState
}

export type Action =
  /** Without a template: the published one whose binding fits best. */
  | { type: 'send_email'; template?: string }
  | { type: 'add_tag'; tag: string }
  | { type: 'remove_tag'; tag: string }
  | { type: 'set_field'; key: string; value: FieldValue }
  | { type: 'set_access'; state: AccessState }
  | { type: 'webhook'; endpoint: string }
  | { type: 'wait'; days?: number; hours?: number }

/** Whether one customer may go through it again. */
export type Reentry = 'always' | 'never' | { after_days: number }

/** Reached when its conditions hold within the time. */
export interface Goal {
  conditions: Condition[]
  within_days: number
}

export const AUTOMATION_STATUSES = ['draft', 'on', 'paused'] as const
export type AutomationStatus = (typeof AUTOMATION_STATUSES)[number]

export interface Automation {
  id: string
  name: string
  status: AutomationStatus
  trigger: Trigger
  conditions: Condition[]
  actions: Action[]
  reentry: Reentry
  goal: Goal | null
  /** Its runs record what they would do, and act on nothing. Left out: false. */
  logOnly?: boolean
  /** Grows with each change; a run keeps to the one it began with. */
  version: number
  /** Since when it is on: what happened before starts nothing. ms. */
  onSinceMs: number | null
  /** How many of its deliveries failed in a row. */
  failures: number
  /** Why Billhook paused it; null where a person did. */
  pausedBecause: string | null
  createdAtMs: number
  updatedAtMs: number
}

const DAY_MS = 86_400_000

export function waitMs({ days = 0, hours = 0 }: { days?: number; hours?: number }): number {
  return days * DAY_MS + hours * 3_600_000
}
