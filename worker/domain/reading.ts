import { type Access, type AccessRules, accessOfSubscription } from './access.ts'
import type { BillingSubscription } from './billing.ts'
import { afterMoneyBack } from './money-back.ts'
import { mrrOf, type SubscriptionMrr } from './mrr/subscription-mrr.ts'
import { concerns, packagesOf } from './packages.ts'
import { paidUntil } from './paid-until.ts'
import type { Payer } from './payer.ts'
import { billedOf } from './proof.ts'
import type { AccountSettings } from './settings.ts'

/** One subscription with all that is derived from it. */
export interface Reading {
  payer: Payer
  billing: BillingSubscription
  /** What it grants, and what it would had no money been taken back. */
  access: Access
  granted: Access
  mrr: SubscriptionMrr
  packages: string[]
}

/** Subscriptions of foreign products change nothing; the newest comes first within each Stripe customer. */
export function readingsOf(payers: readonly Payer[], settings: AccountSettings, nowSeconds: number): Reading[] {
  const rules = { settings: settings.access, nowSeconds }
  const all = payers.flatMap((payer) => readingsOfPayer(payer, settings, rules))
  const accesses = afterMoneyBack(all, payers, rules)
  return all.map((reading, at) => ({ ...reading, granted: reading.access, access: accesses[at] ?? reading.access }))
}

function readingsOfPayer(payer: Payer, settings: AccountSettings, rules: AccessRules): Omit<Reading, 'granted'>[] {
  const { products_included: included, mrr: policy } = settings
  return Object.values(payer.subscriptions)
    .filter(({ billing }) => concerns(billing, included))
    .map(({ billing: held }) => {
      const billing = endedWith(payer, held)
      return {
        payer,
        billing,
        access: accessOfSubscription(payer, billing.id, rules),
        mrr: mrrOf(billing, {
          ...{ policy, productsIncluded: included, nowSeconds: rules.nowSeconds },
          ...{ lastPeriod: billedOf(payer, billing.id), paidUntil: paidUntil(payer, billing) },
        }),
        packages: packagesOf(billing, settings.price_mapping, included),
      }
    })
    .sort((a, b) => (b.billing.created ?? 0) - (a.billing.created ?? 0) || (a.billing.id < b.billing.id ? -1 : 1))
}

/** Deleting a Stripe customer cancels its subscriptions at once (https://docs.stripe.com/api/customers/delete). */
function endedWith({ person }: Payer, billing: BillingSubscription): BillingSubscription {
  const goneAt = person?.goneAt ?? null
  if (goneAt === null || billing.status === 'canceled' || billing.status === 'incomplete_expired') return billing
  return {
    ...billing,
    status: 'canceled',
    statusReason: null,
    endedAt: goneAt,
    canceledAt: billing.canceledAt ?? goneAt,
  }
}
