import { cancelNow } from '../actions/cancellation.ts'
import { attachCard } from '../actions/customers.ts'
import { createOneOffInvoice, finalize, giveUpInvoice, updateInvoice, voidByHand } from '../actions/one-off-invoices.ts'
import { resumeSubscription } from '../actions/pause.ts'
import { changePlan } from '../actions/plan-change.ts'
import { subscribe } from '../actions/subscribe.ts'
import { announceInvoice } from '../actions/upcoming.ts'
import { advance, advanceTo } from '../advance.ts'
import { DAY } from '../period.ts'
import type { StripeSandbox } from '../sandbox.ts'
import {
  aCollectedRenewal,
  aMonthlyPrice,
  aRenewal,
  aSubscriber,
  type Scenario,
  somebody,
  somebodyWithCard,
} from './stage.ts'

/** Invoice payments are told up to this many seconds after invoice.paid. */
const INVOICE_PAYMENT_SECONDS = 21

export const BILLING_SCENARIOS: Record<string, Scenario> = {
  'customer.subscription.created': aSubscriber,
  'customer.subscription.updated': (stripe) => {
    const { subscription } = aSubscriber(stripe)
    changePlan(stripe, subscription.id, { price: aMonthlyPrice(stripe, 4_900).id })
  },
  'customer.subscription.deleted': (stripe) => {
    cancelNow(stripe, aSubscriber(stripe).subscription.id)
  },
  'customer.subscription.trial_will_end': (stripe) => {
    aSubscriber(stripe, { trialDays: 3 })
  },
  'customer.subscription.paused': (stripe) => {
    aPausedTrial(stripe)
  },
  'customer.subscription.resumed': (stripe) => {
    const { customer, subscription } = aPausedTrial(stripe)
    attachCard(stripe, customer.id)
    resumeSubscription(stripe, subscription.id)
  },
  'invoice.created': (stripe) => {
    aRenewal(stripe)
  },
  'invoice.finalized': (stripe) => {
    finalize(stripe, aDraft(stripe))
  },
  'invoice.updated': (stripe) => {
    updateInvoice(stripe, aDraft(stripe), { description: 'Thank you for your business.' })
  },
  'invoice.paid': (stripe) => {
    aCollectedRenewal(stripe)
  },
  'invoice.payment_succeeded': (stripe) => {
    aCollectedRenewal(stripe)
  },
  'invoice_payment.paid': (stripe) => {
    aCollectedRenewal(stripe)
    advance(stripe, INVOICE_PAYMENT_SECONDS)
  },
  'invoice.payment_failed': (stripe) => {
    aCollectedRenewal(stripe, 'declines')
  },
  'invoice.payment_action_required': (stripe) => {
    aCollectedRenewal(stripe, 'requires_action')
  },
  'invoice.upcoming': (stripe) => {
    announceInvoice(stripe, aSubscriber(stripe).subscription.id)
  },
  'invoice.voided': (stripe) => {
    voidByHand(stripe, finalize(stripe, aDraft(stripe)).id)
  },
  'invoice.marked_uncollectible': (stripe) => {
    giveUpInvoice(stripe, finalize(stripe, aDraft(stripe)).id)
  },
  'invoiceitem.created': (stripe) => {
    aDraft(stripe)
  },
  /** The Stripe CLI's names for a first payment that works or fails. */
  'subscription.payment_succeeded': aSubscriber,
  'subscription.payment_failed': (stripe) => {
    const { customer } = somebodyWithCard(stripe, 'declines')
    subscribe(stripe, { customer: customer.id, items: [{ price: aMonthlyPrice(stripe).id }] })
  },
}

/** A trial that has just ended without a card. */
function aPausedTrial(stripe: StripeSandbox) {
  const customer = somebody(stripe)
  const subscription = subscribe(stripe, {
    customer: customer.id,
    items: [{ price: aMonthlyPrice(stripe).id }],
    startedAt: stripe.now() - 14 * DAY,
    trialEnd: stripe.now(),
    whenTrialHasNoCard: 'pause',
  })
  advanceTo(stripe, stripe.now())
  return { customer, subscription }
}

function aDraft(stripe: StripeSandbox): string {
  const { customer } = somebodyWithCard(stripe)
  const description = 'Setup service'
  return createOneOffInvoice(stripe, { customer: customer.id, amount: 2_000, currency: 'usd', description }).id
}
