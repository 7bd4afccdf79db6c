import type { Stripe } from 'stripe'
import { cancelAtPeriodEnd, cancelNow, keepSubscription } from '../actions/cancellation.ts'
import { needCustomer } from '../actions/customers.ts'
import { pauseCollection, resumeCollection } from '../actions/pause.ts'
import { changePlan } from '../actions/plan-change.ts'
import { subscribe } from '../actions/subscribe.ts'
import { hasEnded, methodFor, needSubscription } from '../actions/subscription-reading.ts'
import { updateSubscription } from '../actions/subscription-update.ts'
import { asRequest } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter, missingResource, StripeProblem } from '../stripe-problem.ts'
import { defined } from './defined.ts'
import type { Params } from './params.ts'

const PRORATIONS = ['always_invoice', 'create_prorations', 'none'] as const
const PAUSE_BEHAVIORS = ['keep_as_draft', 'mark_uncollectible', 'void'] as const

export function postSubscription(stripe: StripeSandbox, params: Params): Stripe.Subscription {
  const customer = needCustomer(stripe, params.needText('customer'))
  const items = (params.hashes('items') ?? []).map(readItem)
  const collectionMethod = params.choice('collection_method', ['charge_automatically', 'send_invoice'] as const)
  const fields = {
    customer: customer.id,
    items: items.map((item) => ({ price: needPriceOf(item), ...defined({ quantity: item.quantity }) })),
    ...defined({
      collectionMethod,
      coupon: readCoupon(params),
      defaultPaymentMethod: params.text('default_payment_method') ?? undefined,
      metadata: params.metadata({}),
      trialDays: params.integer('trial_period_days'),
      trialEnd: params.integer('trial_end'),
    }),
  }
  params.integer('days_until_due')
  params.finish()
  const needsCard = collectionMethod !== 'send_invoice' && !fields.trialDays && !fields.trialEnd
  if (needsCard && !fields.defaultPaymentMethod && !methodFor(stripe, customer, null)) {
    const message = 'This customer has no attached payment source or default payment method.'
    throw new StripeProblem(400, message, { code: 'resource_missing' })
  }
  return subscribe(stripe, fields)
}

export function postSubscriptionUpdate(stripe: StripeSandbox, id: string, params: Params): Stripe.Subscription {
  const subscription = needLive(stripe, id)
  const items = (params.hashes('items') ?? []).map(readItem)
  const proration = params.choice('proration_behavior', PRORATIONS)
  const cancel = params.flag('cancel_at_period_end')
  const pause = readPause(params)
  const patch = defined({
    default_payment_method: params.text('default_payment_method'),
    description: params.text('description'),
    metadata: params.metadata(subscription.metadata),
  })
  params.finish()
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    updateSubscription(stripe, id, patch)
    for (const { id: item, price, quantity } of items) {
      changePlan(stripe, id, defined({ item, price, quantity, proration }))
    }
    if (cancel === true) cancelAtPeriodEnd(stripe, id)
    if (cancel === false && stripe.subscriptions.need(id).cancel_at !== null) keepSubscription(stripe, id)
    if (pause) pauseCollection(stripe, id, pause.behavior, pause.resumesAt)
    else if (pause === null) resumeCollection(stripe, id)
    return stripe.subscriptions.need(id)
  })
}

export function deleteSubscription(stripe: StripeSandbox, id: string, params: Params): Stripe.Subscription {
  needLive(stripe, id)
  params.finish()
  return cancelNow(stripe, id)
}

interface Item {
  id: string | undefined
  price: string | undefined
  quantity: number | undefined
}

function readItem(params: Params): Item {
  const item = {
    id: params.text('id') ?? undefined,
    price: params.text('price') ?? undefined,
    quantity: params.integer('quantity'),
  }
  params.finish()
  return item
}

function needPriceOf(item: Item): string {
  if (item.price === undefined) {
    throw invalidParameter('Missing required param: items[0][price].', 'items[0][price]', 'parameter_missing')
  }
  return item.price
}

function readCoupon(params: Params): string | undefined {
  const [discount] = params.hashes('discounts') ?? []
  const coupon = discount?.needText('coupon')
  discount?.finish()
  return coupon
}

/** Undefined when not sent, null when it was emptied, which resumes collection. */
function readPause(params: Params) {
  if (!params.has('pause_collection')) return undefined
  if (params.isText('pause_collection')) return params.text('pause_collection') === null ? null : undefined
  const pause = params.hash('pause_collection')
  const behavior = pause?.choice('behavior', PAUSE_BEHAVIORS)
  const resumesAt = pause?.integer('resumes_at') ?? null
  pause?.finish()
  if (!behavior) {
    throw invalidParameter('Missing required param: pause_collection[behavior].', 'pause_collection[behavior]')
  }
  return { behavior, resumesAt }
}

function needLive(stripe: StripeSandbox, id: string): Stripe.Subscription {
  const subscription = needSubscription(stripe, id)
  if (hasEnded(subscription)) throw missingResource('subscription', id)
  return subscription
}
