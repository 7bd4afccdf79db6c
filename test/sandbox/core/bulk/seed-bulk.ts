import type { StripeSandbox } from '../sandbox.ts'
import { StripeProblem } from '../stripe-problem.ts'
import type { BulkSeed } from './bulk-seed.ts'
import { addBulk } from './bulk-world.ts'

export interface BulkOptions {
  customers: number
  /** Each paid by a charge; none unless said. */
  invoicesPerCustomer?: number
  /** Over how many years the customers came. */
  years?: number
  seed?: string
}

const YEAR = 365 * 86_400
/** The first Stripe account ever. */
const EARLIEST = 1_293_840_000

/**
 * Fills an account with customers of the past, a subscription each, in no time and without events: they are made when
 * they are asked for, and older than everything that is there. What their subscriptions are is settled; until one
 * changes, the clock does nothing to it.
 */
export function seedBulk(stripe: StripeSandbox, options: BulkOptions): BulkSeed {
  const to = oldestTime(stripe) - 1
  const from = to - (options.years ?? 3) * YEAR
  if (from < EARLIEST) throw new StripeProblem(409, 'There is no room left in the past: ask for fewer years.')
  const seed = {
    seed: options.seed ?? `bulk ${stripe.account.id} ${stripe.bulk.length}`,
    customers: options.customers,
    invoicesPerCustomer: options.invoicesPerCustomer ?? 0,
    from,
    to,
    now: stripe.now(),
  }
  addBulk(stripe, seed)
  stripe.bulk.push(seed)
  return seed
}

/** Before everything that would be listed after the seeded objects. */
function oldestTime(stripe: StripeSandbox): number {
  const { products, prices, coupons, customers, subscriptions, invoices, charges, paymentIntents, paymentMethods } =
    stripe
  const tables = [
    products,
    prices,
    coupons,
    customers,
    subscriptions,
    invoices,
    charges,
    paymentIntents,
    paymentMethods,
  ]
  return tables.reduce((oldest, table) => Math.min(oldest, table.oldestTime() ?? oldest), stripe.now())
}
