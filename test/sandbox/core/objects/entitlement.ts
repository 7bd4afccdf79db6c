import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'
import { wholeList } from './list.ts'

export function buildFeature(stripe: Maker, name: string, lookupKey: string): Stripe.Entitlements.Feature {
  return {
    id: stripe.newId('feat'),
    object: 'entitlements.feature',
    active: true,
    livemode: stripe.livemode,
    lookup_key: lookupKey,
    metadata: {},
    name,
  }
}

/** The summary has no id: its key is the customer. */
export function buildEntitlementSummary(
  stripe: Maker,
  customer: string,
  features: readonly Stripe.Entitlements.Feature[],
): Stripe.Entitlements.ActiveEntitlementSummary {
  const entitlements = features.map(
    (feature): Stripe.Entitlements.ActiveEntitlement => ({
      id: stripe.newId('ent'),
      object: 'entitlements.active_entitlement',
      feature: feature.id,
      livemode: stripe.livemode,
      lookup_key: feature.lookup_key,
    }),
  )
  return {
    object: 'entitlements.active_entitlement_summary',
    customer,
    entitlements: wholeList(entitlements, `/v1/customer/${customer}/entitlements`),
    livemode: stripe.livemode,
  }
}
