import { type Access, accessWithout, bestAccess, NOTHING_TOLD } from './access.ts'
import { accessReason } from './access-words.ts'
import { nextReminderAtMs, type ReminderDays } from './automation/reminders.ts'
import type { Money } from './billing.ts'
import {
  type AccessState,
  type CustomerFlag,
  type CustomerSubscription,
  OVERRIDE_FIELDS,
  type StoredCustomer,
} from './customer.ts'
import { type CustomerRecord, emailOf, isGone, localeOf, nameOf, payersOf } from './customer-record.ts'
import { failedPaymentOf, lastPaymentOf, lifetimeValueOf } from './derive-payments.ts'
import { cancelDate } from './mrr/cancel.ts'
import { planItemOf, renewalOf } from './mrr/plan.ts'
import type { SubscriptionMrr } from './mrr/subscription-mrr.ts'
import { sumPerCurrency } from './mrr/sums.ts'
import { grantsTwice, isIncluded, unionOf } from './packages.ts'
import { type Reading, readingsOf } from './reading.ts'
import type { Segment } from './segment.ts'
import { membershipOf } from './segment-match.ts'
import type { AccountSettings } from './settings.ts'
import { bestStatus, stageOf } from './stage.ts'
import { isoOfMs, isoOfSeconds, isoOfSecondsOrNull } from './times.ts'

export interface Rules {
  settings: AccountSettings
  /** Built-in ones included. */
  segments: readonly Segment[]
  /** How long before a renewal or the end of a trial something happens. */
  reminders: ReminderDays
}

export interface Derived {
  state: StoredCustomer
  access: Access
  /** When time alone changes something next; null: never. */
  dueAtMs: number | null
}

const LIVE = ['active', 'trialing', 'past_due', 'unpaid', 'paused']

/**
 * All that Billhook says of a customer, from what is held of Stripe, what people entered, the rules and the time. A pure
 * function: whatever order events came in, the same is held and so the same is said.
 */
export function deriveCustomer(
  record: CustomerRecord,
  { settings, segments, reminders }: Rules,
  nowMs: number,
): Derived {
  const nowSeconds = Math.floor(nowMs / 1000)
  const payers = payersOf(record)
  const included = settings.products_included
  const readings = readingsOf(payers, settings, nowSeconds)
  const derivedAccess = readings.length > 0 ? bestAccess(readings.map(({ access }) => access)) : accessWithout(payers)
  const access = overriddenAccess(record, derivedAccess, nowMs)
  const status = bestStatus(readings.map(({ billing }) => ({ status: billing.status, reason: billing.statusReason })))
  const stage = inForce(record, 'stage', nowMs)
  const packages = inForce(record, 'packages', nowMs)
  const leading = leadingReading(readings)
  const plan = planItemOf(
    readings.map(({ billing }) => billing),
    { policy: settings.mrr, productsIncluded: included, nowSeconds },
  )
  const live = readings.filter(({ billing }) => LIVE.includes(billing.status))
  const locale = localeOf(record)
  const withoutSegments: StoredCustomer = {
    id: record.id,
    external_id: payers[0]?.id ?? null,
    stripe_customer_ids: payers.map(({ id }) => id),
    deleted_stripe_customer_ids: payers.filter(isGone).map(({ id }) => id),
    user_id: record.userId,
    kind: record.kind ?? settings.identity.kind,
    email: emailOf(record),
    name: nameOf(record),
    ...(locale !== null && { locale }),
    stage: stage ? (stage.value as string | null) : stageOf(status, settings.stages),
    access: presentAccess(access, settings.access),
    packages: packages ? (packages.value as string[]) : grantedPackages(access, derivedAccess, readings),
    tags: record.tags,
    segments: [],
    subscription_status: status?.status ?? null,
    plan: plan && { price: plan.price, product: plan.product },
    quantity: plan?.quantity ?? null,
    mrr: sums(readings, ({ mrr }) => mrr),
    committed_mrr: sums(readings, ({ committed }) => committed),
    trial_mrr: sums(readings, ({ trial }) => trial),
    renewal_date: isoOfSecondsOrNull(
      earliest(live.map(({ billing }) => (billing.status === 'paused' ? null : renewalOf(billing, nowSeconds)))),
    ),
    trial_end: isoOfSecondsOrNull(leading?.billing.status === 'trialing' ? leading.billing.trialEnd : null),
    cancel_at: isoOfSecondsOrNull(
      leading && LIVE.includes(leading.billing.status) ? cancelDate(leading.billing) : null,
    ),
    last_payment: lastPaymentOf(payers, included),
    failed_payment: failedPaymentOf(payers, included, record.erased),
    lifetime_value: lifetimeValueOf(payers, included),
    subscriptions: readings.map(presentSubscription),
    overrides: overridesInForce(record, nowMs),
    flags: flagsOf(record, live, included),
    created_by: record.createdBy,
    stripe_created_at: isoOfSecondsOrNull(earliest(payers.map(({ person }) => person?.created ?? null))),
    erased: record.erased,
    created_at: isoOfMs(record.createdAtMs),
    updated_at: record.state?.updated_at ?? isoOfSeconds(nowSeconds),
    set: record.state?.set ?? {},
    own_fields: record.fields,
  }
  const reminderAtMs = nextReminderAtMs(withoutSegments, reminders, nowMs)
  const membership = membershipOf(segments, withoutSegments, nowMs)
  const dueSeconds = readings.flatMap(({ access: own, mrr, billing }) => [
    own.until,
    cancelDate(billing),
    mrr.nextChangeAt,
  ])
  const due = [
    ...dueSeconds.flatMap((seconds) => (seconds === null ? [] : [seconds * 1000])),
    ...Object.values(record.overrides).flatMap(({ until }) => (until === null ? [] : [Date.parse(until)])),
    ...(membership.nextFlipAtMs === null ? [] : [membership.nextFlipAtMs]),
    ...(reminderAtMs === null ? [] : [reminderAtMs]),
    ...(record.goals ?? []).map(({ untilMs }) => untilMs),
  ].filter((atMs) => atMs > nowMs)
  return {
    state: { ...withoutSegments, segments: membership.ids },
    access,
    dueAtMs: due.length > 0 ? Math.min(...due) : null,
  }
}

/** The subscription that the customer's status is taken from. */
function leadingReading(readings: Reading[]): Reading | null {
  const best = bestStatus(readings.map(({ billing }) => ({ status: billing.status, reason: null })))
  return readings.find(({ billing }) => billing.status === best?.status) ?? null
}

/** Where money was taken back, or access was set by hand, what the subscriptions would grant stays listed. */
function grantedPackages(access: Access, derived: Access, readings: Reading[]): string[] {
  if (access.state === 'expired' || access.state === 'none') return []
  const grants = readings.map((reading) => ({ ...reading, endedAt: endOf(reading) }))
  const byState = (read: (reading: Reading) => Access): string[] =>
    unionOf(
      bestAccess(readings.map(read)).state,
      grants.map((grant) => ({ ...grant, state: read(grant).state })),
    )
  return derived.state === 'active' ? byState((reading) => reading.access) : byState((reading) => reading.granted)
}

function endOf({ billing, granted }: Reading): number | null {
  return LIVE.includes(billing.status) && granted.code !== 'cancel_date_passed' ? null : (granted.since ?? 0)
}

function sums(readings: Reading[], read: (mrr: SubscriptionMrr) => number): Money[] {
  return sumPerCurrency(readings.map(({ mrr }) => ({ currency: mrr.currency, amount: read(mrr) })))
}

function flagsOf(record: CustomerRecord, live: Reading[], included: readonly string[] | null): CustomerFlag[] {
  const marks = new Set<CustomerFlag>(live.flatMap(({ mrr }) => mrr.marks))
  const paying = live.filter(({ billing }) => billing.status !== 'paused')
  const granted = paying.map(({ packages, billing }) => [
    ...packages,
    ...billing.items
      .filter(({ deleted, product }) => !deleted && isIncluded(product, included))
      .flatMap(({ price }) => (price === null ? [] : [`price ${price}`])),
  ])
  if (grantsTwice(granted.map((names) => [...new Set(names)]))) marks.add('double_plan')
  if (record.userIdConflict !== null) marks.add('user_id_conflict')
  return [...marks].sort()
}

function inForce(record: CustomerRecord, field: 'stage' | 'packages' | 'access', nowMs: number) {
  const override = record.overrides[field]
  return override && (override.until === null || Date.parse(override.until) > nowMs) ? override : null
}

/** One that is over is the past: the timeline tells of it. */
function overridesInForce(record: CustomerRecord, nowMs: number): CustomerRecord['overrides'] {
  return Object.fromEntries(
    OVERRIDE_FIELDS.flatMap((field) => {
      const override = inForce(record, field, nowMs)
      return override ? [[field, override]] : []
    }),
  )
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
    ...NOTHING_TOLD,
  }
}

function presentAccess(access: Access, settings: AccountSettings['access']): StoredCustomer['access'] {
  return {
    state: access.state,
    since: isoOfSecondsOrNull(access.since),
    until: isoOfSecondsOrNull(access.until),
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
    current_period_end: isoOfSecondsOrNull(billing.currentPeriodEnd),
    trial_end: isoOfSecondsOrNull(billing.trialEnd),
    cancel_at: isoOfSecondsOrNull(cancelDate(billing)),
    canceled_at: isoOfSecondsOrNull(billing.canceledAt),
    ended_at: isoOfSecondsOrNull(billing.endedAt),
    pause: billing.pause && {
      behavior: billing.pause.behavior,
      resumes_at: isoOfSecondsOrNull(billing.pause.resumesAt),
    },
    created: isoOfSecondsOrNull(billing.created),
  }
}

function earliest(times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length > 0 ? Math.min(...known) : null
}
