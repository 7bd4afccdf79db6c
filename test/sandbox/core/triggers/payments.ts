import { checkoutSubscription } from '../actions/checkout.ts'
import { attachCard } from '../actions/customers.ts'
import { closeDispute, openDispute, submitEvidence } from '../actions/disputes.ts'
import { payOnce } from '../actions/payments.ts'
import { failRefund, refundCharge } from '../actions/refunds.ts'
import { advance } from '../advance.ts'
import { drawPerson } from '../people.ts'
import type { CardBehaviour, StripeSandbox } from '../sandbox.ts'
import { aMonthlyPrice, aSubscriber, chargeOf, type Scenario, somebody, somebodyWithCard } from './stage.ts'

/** When a one-time payment's balance transaction is told. */
const SETTLE_SECONDS = 2

export const PAYMENT_SCENARIOS: Record<string, Scenario> = {
  'charge.succeeded': (stripe) => {
    aPayment(stripe)
  },
  'charge.failed': (stripe) => {
    aPayment(stripe, 'declines')
  },
  'charge.updated': (stripe) => {
    aPayment(stripe)
    advance(stripe, SETTLE_SECONDS)
  },
  'charge.refunded': (stripe) => {
    refundCharge(stripe, aPaidCharge(stripe))
  },
  'charge.refund.updated': (stripe) => {
    refundCharge(stripe, aPaidCharge(stripe))
  },
  'refund.created': (stripe) => {
    refundCharge(stripe, aPaidCharge(stripe), { amount: 500, reason: 'requested_by_customer' })
  },
  'refund.updated': (stripe) => {
    refundCharge(stripe, aPaidCharge(stripe))
  },
  'refund.failed': (stripe) => {
    failRefund(stripe, refundCharge(stripe, aPaidCharge(stripe)).id)
  },
  'charge.dispute.created': (stripe) => {
    openDispute(stripe, aPaidCharge(stripe))
  },
  'charge.dispute.funds_withdrawn': (stripe) => {
    openDispute(stripe, aPaidCharge(stripe))
  },
  'charge.dispute.updated': (stripe) => {
    aContestedDispute(stripe)
  },
  'charge.dispute.closed': (stripe) => {
    closeDispute(stripe, aContestedDispute(stripe), 'lost')
  },
  'charge.dispute.funds_reinstated': (stripe) => {
    closeDispute(stripe, aContestedDispute(stripe), 'won')
  },
  'payment_intent.created': (stripe) => {
    aPayment(stripe)
  },
  'payment_intent.succeeded': (stripe) => {
    aPayment(stripe)
  },
  'payment_intent.payment_failed': (stripe) => {
    aPayment(stripe, 'declines')
  },
  'payment_intent.requires_action': (stripe) => {
    aPayment(stripe, 'requires_action')
  },
  'payment_method.attached': (stripe) => {
    attachCard(stripe, somebody(stripe).id)
  },
  'checkout.session.completed': (stripe) => {
    const price = aMonthlyPrice(stripe)
    checkoutSubscription(stripe, { customer: drawPerson(stripe.random), items: [{ price: price.id }] })
  },
}

function aPayment(stripe: StripeSandbox, behaviour: CardBehaviour = 'succeeds') {
  const { customer, card } = somebodyWithCard(stripe, behaviour)
  const description = 'Made by a trigger.'
  return payOnce(stripe, { customer, amount: 2_000, currency: 'usd', description, method: card })
}

function aPaidCharge(stripe: StripeSandbox): string {
  return chargeOf(stripe, aSubscriber(stripe).subscription).id
}

function aContestedDispute(stripe: StripeSandbox): string {
  const dispute = openDispute(stripe, aPaidCharge(stripe))
  return submitEvidence(stripe, dispute.id, 'The customer used the service until yesterday.').id
}
