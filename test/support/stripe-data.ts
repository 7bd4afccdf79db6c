import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const PARENT = dirname(join(import.meta.dirname, '../..'))

/** A file of recorded Stripe data that may lie beside the checkout: in STRIPE_DATA_DIR, else in a sibling's `stripe-data`. */
export function findStripeData(name: string): string | null {
  const siblings = readdirSync(PARENT).map((sibling) => join(PARENT, sibling, 'stripe-data'))
  const folders = process.env.STRIPE_DATA_DIR ? [process.env.STRIPE_DATA_DIR] : siblings
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null
}
