import { type Access, accessOfSubscription, afterMoneyBack, bestAccess, isPeriodPaid } from './access.ts'
import { accessReason } from './access-words.ts'
import type { BillingSubscription, Money } from './billing.ts'
import type { AccessState, CustomerFlag, CustomerSubscription, StoredCustomer } from './customer.ts'
import { type CustomerRecord, emailOf, nameOf, payersOf } from './customer-record.ts'
import { failedPaymentOf, lastPaymentOf, lifetimeValueOf } from './derive-payments.ts'
import { cancelDate } from './mrr/cancel.ts'
import { planItemOf, renewalOf } from './mrr/plan.ts'
import { mrrOf, type SubscriptionMrr } from './mrr/subscription-mrr.ts'
import { sumPerCurrency } from './mrr/sums.ts'
import { grantsTwice, isIncluded, packagesOf, unionOf } from './packages.ts'
import { latestInvoiceOf, type Payer } from './payer.ts'
import type { Segment } from './segment.ts'
import { membershipOf } from './segment-match.ts'
import type { AccountSettings } from './settings.ts'
import { bestStatus, stageOf } from './stage.ts'
import { isoOrNull, isoSeconds } from './times.ts'

export interface Rules {
  settings: AccountSettings
  /** Built-in ones included. */
  segments: readonly Segment[]
}

export interface Derived {
  state: StoredCustomer
  access: Access
  /** When time alone changes something next; null: never. */
  dueAtMs: number | null
}

/** One subscription with all that is derived from it alone. */
interface Reading {
  payer: Payer
  billing: BillingSubscription
  access: Access
  mrr: SubscriptionMrr
  packages: string[]
}

const LIVE = ['active', 'trialing', 'past_due', 'unpaid', 'paused']

/**
 * All that Billhook says of a customer, from what is held of Stripe, what people entered, the rules and the time. A pure
 * function: whatever order events came in, the same is held and so the same is said.
 */
export function deriveCustomer(record: CustomerRecord, { settings, segments }: Rules, nowMs: number): Derived {
  const nowSeconds = Math.floor(nowMs / 1000)
  const payers = payersOf(record)
  const readings = payers.flatMap((payer) => readingsOf(payer, settings, nowSeconds))
  const rules = { settings: settings.access, nowSeconds }
  const derivedAccess = afterMoneyBack(bestAccess(readings.map(({ access }) => access)), payers, rules)
  const access = overriddenAccess(record, derivedAccess, nowMs)
  const status = bestStatus(readings.map(({ billing }) => ({ status: billing.status, reason: billing.statusReason })))
  const stage = inForce(record, 'stage', nowMs)
  const packages = inForce(record, 'packages', nowMs)
  const leading = leadingReading(readings)
  const plan = planItemOf(
    readings.map(({ billing }) => billing),
    { policy: settings.mrr, productsIncluded: settings.products_included, nowSeconds },
  )
  const live = readings.filter(({ billing }) => LIVE.includes(billing.status))
  const withoutSegments: StoredCustomer = {
    id: record.id,
    external_id: payers[0]?.id ?? null,
    stripe_customer_ids: payers.map(({ id }) => id),
    user_id: record.userId,
    kind: record.kind ?? settings.identity.kind,
    email: emailOf(record),
    name: nameOf(record),
    stage: stage ? (stage.value as string | null) : stageOf(status, settings.stages),
    access: presentAccess(access, settings.access),
    packages: packages ? (packages.value as string[]) : grantedPackages(access, readings),
    tags: record.tags,
    segments: [],
    subscription_status: status?.status ?? null,
    plan: plan && { price: plan.price, product: plan.product },
    quantity: plan?.quantity ?? null,
    mrr: sums(readings, ({ mrr }) => mrr),
    committed_mrr: sums(readings, ({ committed }) => committed),
    trial_mrr: sums(readings, ({ trial }) => trial),
    renewal_date: isoOrNull(
      earliest(live.map(({ billing }) => (billing.status === 'paused' ? null : renewalOf(billing, nowSeconds)))),
    ),
    trial_end: isoOrNull(leading?.billing.status === 'trialing' ? leading.billing.trialEnd : null),
    cancel_at: isoOrNull(leading && LIVE.includes(leading.billing.status) ? cancelDate(leading.billing) : null),
    last_payment: lastPaymentOf(payers),
    failed_payment: failedPaymentOf(payers, record.erased),
    lifetime_value: lifetimeValueOf(payers),
    subscriptions: readings.map(presentSubscription),
    overrides: record.overrides,
    flags: flagsOf(record, live),
    created_by: record.createdBy,
    stripe_created_at: isoOrNull(earliest(payers.map(({ person }) => person?.created ?? null))),
    erased: record.erased,
    created_at: isoSeconds(Math.floor(record.createdAtMs / 1000)),
    updated_at: record.state?.updated_at ?? isoSeconds(nowSeconds),
    set: record.state?.set ?? {},
    own_fields: record.fields,
  }
  const membership = membershipOf(segments, withoutSegments, nowMs)
  const dueSeconds = readings.flatMap(({ access: own, mrr }) => [own.until, mrr.nextChangeAt])
  const due = [
    ...dueSeconds.flatMap((seconds) => (seconds === null ? [] : [seconds * 1000])),
    ...Object.values(record.overrides).flatMap(({ until }) => (until === null ? [] : [Date.parse(until)])),
    ...(membership.nextFlipAtMs === null ? [] : [membership.nextFlipAtMs]),
  ].filter((atMs) => atMs > nowMs)
  return {
    state: { ...withoutSegments, segments: membership.ids },
    access,
    dueAtMs: due.length > 0 ? Math.min(...due) : null,
  }
}

/** Subscriptions of foreign products change nothing; the newest comes first. */
function readingsOf(payer: Payer, settings: AccountSettings, nowSeconds: number): Reading[] {
  const included = settings.products_included
  return Object.values(payer.subscriptions)
    .filter(
      ({ billing }) => billing.items.length === 0 || billing.items.some(({ product }) => isIncluded(product, included)),
    )
    .map(({ billing: held }) => {
      const billing = endedWith(payer, held)
      const lastPeriod = latestInvoiceOf(payer, billing.id)?.billed ?? {}
      return {
        payer,
        billing,
        access: accessOfSubscription(payer, billing.id, { settings: settings.access, nowSeconds }),
        mrr: mrrOf(billing, {
          ...{ policy: settings.mrr, productsIncluded: included, nowSeconds, lastPeriod },
          periodPaid: isPeriodPaid(payer, billing.id),
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

/** The subscription that the customer's status is taken from. */
function leadingReading(readings: Reading[]): Reading | null {
  const best = bestStatus(readings.map(({ billing }) => ({ status: billing.status, reason: null })))
  return readings.find(({ billing }) => billing.status === best?.status) ?? null
}

function grantedPackages(access: Access, readings: Reading[]): string[] {
  const grants = readings.map(({ access: own, packages, billing }) => ({
    state: own.state,
    packages,
    endedAt: LIVE.includes(billing.status) && own.code !== 'cancel_date_passed' ? null : (own.since ?? 0),
  }))
  const union = unionOf(access.state, grants)
  // Access that was taken back, or set by hand, is about what the subscriptions would grant.
  return union.length > 0 || access.state === 'expired' || access.state === 'none' ? union : unionOf('active', grants)
}

function sums(readings: Reading[], read: (mrr: SubscriptionMrr) => number): Money[] {
  return sumPerCurrency(readings.map(({ mrr }) => ({ currency: mrr.currency, amount: read(mrr) })))
}

function flagsOf(record: CustomerRecord, live: Reading[]): CustomerFlag[] {
  const marks = new Set<CustomerFlag>(live.flatMap(({ mrr }) => mrr.marks))
  const paying = live.filter(({ billing }) => billing.status !== 'paused')
  const granted = paying.map(({ packages, billing }) => [
    ...packages,
    ...billing.items.map(({ price }) => `price ${price}`),
  ])
  if (grantsTwice(granted.map((names) => [...new Set(names)]))) marks.add('double_plan')
  if (record.userIdConflict !== null) marks.add('user_id_conflict')
  return [...marks].sort()
}

function inForce(record: CustomerRecord, field: 'stage' | 'packages' | 'access', nowMs: number) {
  const override = record.overrides[field]
  return override && (override.until === null || Date.parse(override.until) > nowMs) ? override : null
}

function overriddenAccess(record: CustomerRecord, access: Access, nowMs: number): Access {
  const override = inForce(record, 'access', nowMs)
  if (!override) return access
  return {
    state: override.value as AccessState,
    code: 'overridden',
    since: Math.floor(Date.parse(override.set_at) / 1000),
    until: override.until === null ? null : Math.floor(Date.parse(override.until) / 1000),
    subject: override.reason,
    toldAt: null,
  }
}

function presentAccess(access: Access, settings: AccountSettings['access']): StoredCustomer['access'] {
  return {
    state: access.state,
    since: isoOrNull(access.since),
    until: isoOrNull(access.until),
    reason: accessReason(access, settings),
    code: access.code,
  }
}

function presentSubscription({ payer, billing, access, mrr, packages }: Reading): CustomerSubscription {
  return {
    id: billing.id,
    stripe_customer_id: payer.id,
    status: billing.status,
    status_reason: billing.statusReason,
    currency: billing.currency,
    items: billing.items
      .filter(({ deleted }) => !deleted)
      .map(({ id, price, product, quantity, recurring }) => ({
        ...{ id, price, product, quantity },
        interval: recurring?.interval ?? null,
        interval_count: recurring?.intervalCount ?? null,
        usage_type: recurring?.usageType ?? null,
      })),
    mrr: mrr.mrr,
    committed_mrr: mrr.committed,
    trial_mrr: mrr.trial,
    packages,
    access: access.state,
    current_period_end: isoOrNull(billing.currentPeriodEnd),
    trial_end: isoOrNull(billing.trialEnd),
    cancel_at: isoOrNull(cancelDate(billing)),
    canceled_at: isoOrNull(billing.canceledAt),
    ended_at: isoOrNull(billing.endedAt),
    pause: billing.pause && { behavior: billing.pause.behavior, resumes_at: isoOrNull(billing.pause.resumesAt) },
    created: isoOrNull(billing.created),
  }
}

function earliest(times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length > 0 ? Math.min(...known) : null
}
