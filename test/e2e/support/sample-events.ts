import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../../../scripts/wrangler.ts'
import type { StripeEvent } from './stripe.ts'

/** Sample events that lie beside the checkout: STRIPE_DATA_DIR, else a `stripe-data` folder one level below its parent. */
export function findSampleEvents(): { path: string; events: StripeEvent[] } | null {
  const parent = dirname(ROOT)
  const siblings = readdirSync(parent).map((name) => join(parent, name, 'stripe-data'))
  const folders = process.env.STRIPE_DATA_DIR ? [process.env.STRIPE_DATA_DIR] : siblings
  const path = folders.map((folder) => join(folder, 'sample-events.json')).find((file) => existsSync(file))
  if (!path) return null
  const { flows } = JSON.parse(readFileSync(path, 'utf8')) as { flows: { events: StripeEvent[] }[] }
  // `account` is set as on a Connect endpoint; without it an event is the default account's.
  const events = flows.flatMap((flow) => flow.events.map(({ account: _, ...event }) => event as StripeEvent))
  return { path, events }
}
