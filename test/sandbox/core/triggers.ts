import type { Stripe } from 'stripe'
import type { StripeSandbox } from './sandbox.ts'
import { BILLING_SCENARIOS } from './triggers/billing.ts'
import { CATALOG_AND_CUSTOMER_SCENARIOS } from './triggers/catalog-and-customers.ts'
import { PAYMENT_SCENARIOS } from './triggers/payments.ts'
import type { Scenario } from './triggers/stage.ts'

const SCENARIOS = new Map<string, Scenario>(
  Object.entries({ ...CATALOG_AND_CUSTOMER_SCENARIOS, ...BILLING_SCENARIOS, ...PAYMENT_SCENARIOS }),
)

/** Every name that `trigger` knows, in alphabetical order. */
export const TRIGGER_NAMES: readonly string[] = [...SCENARIOS.keys()].sort()

const NEAR_MATCHES = 5

/** Nobody's event: the message lists what was probably meant, and everything there is. */
export class UnknownTriggerError extends Error {
  override name = 'UnknownTriggerError'
  readonly nearMatches: readonly string[]

  constructor(asked: string) {
    const near = nearMatches(asked)
    const meant = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ''
    super(`There is no trigger "${asked}".${meant} All triggers: ${TRIGGER_NAMES.join(', ')}.`)
    this.nearMatches = near
  }
}

/**
 * Makes real objects so that the named event happens, and answers all events that came of it, in the order they are
 * sent. Throws UnknownTriggerError for a name that is not in TRIGGER_NAMES.
 */
export function trigger(stripe: StripeSandbox, name: string): Stripe.Event[] {
  const scenario = SCENARIOS.get(name)
  if (!scenario) throw new UnknownTriggerError(name)
  const events: Stripe.Event[] = []
  const stop = stripe.onEvent((record) => events.push(record.event))
  try {
    scenario(stripe)
  } finally {
    stop()
  }
  return events
}

/** Names that share the asked one's words, best first. */
function nearMatches(asked: string): string[] {
  const words = asked
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2)
  return TRIGGER_NAMES.map((name) => ({ name, score: words.filter((word) => name.includes(word)).length }))
    .filter((candidate) => candidate.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, NEAR_MATCHES)
    .map((candidate) => candidate.name)
}
