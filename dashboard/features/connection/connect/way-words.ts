import type { ConnectionWays } from '../../../lib/api-types.ts'

export const WAYS = ['restricted_key', 'app_oauth', 'connect_oauth', 'webhook_only'] as const
export type Way = (typeof WAYS)[number]

export const WAY_WORDS: Record<Way, { label: string; meaning: string }> = {
  restricted_key: {
    label: 'Restricted key',
    meaning: 'You make a key that may only read, and paste it. Two minutes, open to everyone.',
  },
  app_oauth: { label: 'Stripe App', meaning: 'You install the app at Stripe. Nothing to copy.' },
  connect_oauth: { label: 'Stripe Connect', meaning: 'You allow access at Stripe. Nothing to copy.' },
  webhook_only: {
    label: 'Webhook only',
    meaning: 'You paste a signing secret. Events arrive; existing customers and lost events cannot be read.',
  },
}

export interface OfferedWays {
  open: Way[]
  /** Ways that whoever runs the deployment could open, with what is missing. */
  closed: { way: Way; reason: string }[]
}

export function offeredWays(ways: ConnectionWays): OfferedWays {
  const closed = (['app_oauth', 'connect_oauth'] as const)
    .filter((way) => !ways[way].available)
    .map((way) => ({ way, reason: ways[way].reason ?? 'Not set up on this deployment.' }))
  return { open: WAYS.filter((way) => !closed.some((one) => one.way === way)), closed }
}
