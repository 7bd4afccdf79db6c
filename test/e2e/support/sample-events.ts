import { readFileSync } from 'node:fs'
import { findStripeData } from '../../support/stripe-data.ts'
import type { StripeEvent } from './stripe.ts'

/** Sample events that lie beside the checkout, or null. */
export function findSampleEvents(): { path: string; events: StripeEvent[] } | null {
  const path = findStripeData('sample-events.json')
  if (!path) return null
  const { flows } = JSON.parse(readFileSync(path, 'utf8')) as { flows: { events: StripeEvent[] }[] }
  // `account` is set as on a Connect endpoint; without it an event is the default account's.
  const events = flows.flatMap((flow) => flow.events.map(({ account: _, ...event }) => event as StripeEvent))
  return { path, events }
}
