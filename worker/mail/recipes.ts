import type { Goal } from '../domain/automation/automation.ts'
import type { Starter } from './starters/starter.ts'
import { STARTERS } from './starters.ts'

/** An automation to begin with: one starter, sent when what it is for happens. */
export interface Recipe {
  id: string
  name: string
  /** What it does for whom, in a sentence. */
  promise: string
  starter: Starter
  goal: Goal | null
}

const ABOUT: Readonly<Record<string, Pick<Recipe, 'name' | 'promise'> & { goal?: Goal }>> = {
  'subscription-created': {
    name: 'Welcome',
    promise: 'Greets everybody who subscribes, with their plan, its price and when it renews.',
  },
  'trial-ending': {
    name: 'Trial ends soon',
    promise: 'Tells people in a trial a few days before it ends what comes next, so that nobody is surprised.',
    goal: { conditions: [{ field: 'subscription_status', op: 'eq', value: 'active' }], within_days: 14 },
  },
  'subscription-renewing': {
    name: 'Renewal ahead',
    promise: 'Reminds customers a few days before their subscription renews, with the day and the amount.',
  },
  'payment-succeeded': {
    name: 'Payment received',
    promise: 'Sends a receipt for every payment, with its lines and the invoice number.',
  },
  'payment-failed': {
    name: 'Failed payment',
    promise: 'Asks customers whose payment failed to update their card, the moment it fails.',
    goal: { conditions: [{ field: 'failed_payment_at', op: 'is_set', value: false }], within_days: 14 },
  },
  'charge-refunded': {
    name: 'Refund completed',
    promise: 'Confirms every refund, with the amount and when to expect it.',
  },
  'subscription-canceled': {
    name: 'Subscription cancelled',
    promise: 'Confirms that a subscription has ended, and leaves the door open.',
  },
}

/** One per starter, in the order of a subscription's life. */
export const RECIPES: readonly Recipe[] = STARTERS.flatMap((starter) => {
  const about = ABOUT[starter.id]
  return about ? [{ id: starter.id, starter, goal: null, ...about }] : []
})
