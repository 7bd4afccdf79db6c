import type { CustomerSubscription, StoredCustomer } from '../../domain/customer.ts'
import type { JsonObject } from '../../domain/json.ts'
import { isoOfSecondsOrNull } from '../../domain/times.ts'
import { readBilling } from '../../stripe/normalise/billing.ts'
import { subscriptionOfInvoice } from '../../stripe/normalise/invoice.ts'
import { type PlanNames, planNameOf } from './customer.ts'
import { type Present, present } from './present.ts'

export type MailSubscription = Present<{
  id: string
  status: string
  plan: string
  quantity: number
  /** Minor units of `currency`: a period before taxes and discounts. */
  amount: number
  currency: string
  interval: string
  interval_count: number
  current_period_end: string
  trial_end: string
  cancel_at: string
  canceled_at: string
  ended_at: string
  created_at: string
}>

interface Sources {
  customer: StoredCustomer
  /** As the event has it. */
  subscription: JsonObject | null
  invoice: JsonObject | null
  /** The id that the occurrence names. */
  named: string | null | undefined
  planNames: PlanNames
}

/** The event's own; else the one that the occurrence or the invoice names, else the customer's best, as it is now. */
export function mailSubscriptionOf(sources: Sources): MailSubscription | null {
  const { customer, subscription, invoice, named, planNames } = sources
  if (subscription) return fromPayload(subscription, planNames)
  const id = named ?? (invoice && subscriptionOfInvoice(invoice))
  const best = customer.subscriptions.find(({ status }) => status === customer.subscription_status)
  const held = id ? customer.subscriptions.find((one) => one.id === id) : (best ?? customer.subscriptions[0])
  return held ? fromHeld(held, planNames) : null
}

const NOTHING_HELD = { price: () => null, coupon: () => null, discount: () => null }

function fromPayload(payload: JsonObject, planNames: PlanNames): MailSubscription {
  const read = readBilling(payload, NOTHING_HELD)
  const [item] = read.items
  return present({
    ...{ id: read.id || null, status: read.status, plan: planNameOf(item, planNames), quantity: item?.quantity },
    ...{ amount: amountOf(read.items), currency: read.currency || null },
    ...{ interval: item?.recurring?.interval, interval_count: item?.recurring?.intervalCount },
    current_period_end: isoOfSecondsOrNull(read.currentPeriodEnd),
    trial_end: isoOfSecondsOrNull(read.trialEnd),
    cancel_at: isoOfSecondsOrNull(read.cancelAt ?? (read.cancelAtPeriodEnd ? read.currentPeriodEnd : null)),
    canceled_at: isoOfSecondsOrNull(read.canceledAt),
    ended_at: isoOfSecondsOrNull(read.endedAt),
    created_at: isoOfSecondsOrNull(read.created),
  })
}

function fromHeld(held: CustomerSubscription, planNames: PlanNames): MailSubscription {
  const [item] = held.items
  return present({
    ...{ id: held.id, status: held.status, plan: planNameOf(item, planNames), quantity: item?.quantity },
    ...{ currency: held.currency, interval: item?.interval, interval_count: item?.interval_count },
    ...{ current_period_end: held.current_period_end, trial_end: held.trial_end, cancel_at: held.cancel_at },
    ...{ canceled_at: held.canceled_at, ended_at: held.ended_at, created_at: held.created },
  })
}

/** Null unless every item has a whole price per unit: usage, tiers and packs are known with the invoice only. */
function amountOf(items: ReturnType<typeof readBilling>['items']): number | null {
  const amounts = items.map(({ amount, quantity, recurring, transform }) => {
    if (amount.kind !== 'per_unit' || recurring?.usageType !== 'licensed' || transform !== null) return Number.NaN
    return Number(amount.unit) * (quantity ?? 1)
  })
  const sum = amounts.reduce((all, amount) => all + amount, 0)
  return items.length > 0 && Number.isSafeInteger(sum) ? sum : null
}
