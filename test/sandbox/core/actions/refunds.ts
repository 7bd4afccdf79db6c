import type { Stripe } from 'stripe'
import { asRequest, change, emit, emitChange } from '../emit.ts'
import { REFUND } from '../flow-orders.ts'
import { buildRefund } from '../objects/refund.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter, missingResource } from '../stripe-problem.ts'

export interface RefundFields {
  /** Minor units; all that is left when it is not given. */
  amount?: number
  reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer'
}

/** Gives money back, in part or whole. Both kinds fire charge.refunded; only a whole refund sets `refunded`. */
export function refundCharge(stripe: StripeSandbox, chargeId: string, fields: RefundFields = {}): Stripe.Refund {
  return asRequest(stripe, REFUND, () => {
    const charge = stripe.charges.get(chargeId)
    if (!charge) throw missingResource('charge', chargeId, 'charge')
    const left = charge.amount_captured - charge.amount_refunded
    const amount = fields.amount ?? left
    if (amount <= 0 || amount > left) {
      throw invalidParameter(
        `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
        'amount',
      )
    }
    const refund = stripe.refunds.put(buildRefund(stripe, charge, amount, fields.reason ?? null))
    emit(stripe, 'refund.created', refund)
    const refunded = charge.amount_refunded + amount
    const [before, after] = change(stripe.charges, chargeId, {
      amount_refunded: refunded,
      refunded: refunded === charge.amount_captured,
    })
    emitChange(stripe, 'charge.refunded', before, after)
    announceReference(stripe, refund)
    return stripe.refunds.need(refund.id)
  })
}

/** The bank could not take the money back: days later the refund fails and the charge counts as paid again. */
export function failRefund(stripe: StripeSandbox, refundId: string): Stripe.Refund {
  return asRequest(stripe, REFUND, () => {
    const refund = stripe.refunds.get(refundId)
    if (!refund) throw missingResource('refund', refundId)
    const [before, after] = change(stripe.refunds, refundId, {
      failure_balance_transaction: stripe.newId('txn'),
      failure_reason: 'expired_or_canceled_card',
      status: 'failed',
    })
    emitChange(stripe, 'refund.updated', before, after)
    emit(stripe, 'refund.failed', after)
    emitChange(stripe, 'charge.refund.updated', before, after)
    const charge = stripe.charges.need(refund.charge as string)
    const [old, restored] = change(stripe.charges, charge.id, {
      amount_refunded: charge.amount_refunded - refund.amount,
      refunded: false,
    })
    emitChange(stripe, 'charge.updated', old, restored)
    return after
  })
}

/** The reference number comes a moment later, told by both the new and the older event. */
function announceReference(stripe: StripeSandbox, refund: Stripe.Refund): void {
  const [before, after] = change(stripe.refunds, refund.id, {
    destination_details: {
      card: {
        reference: String(stripe.random.int(10_000_000, 99_999_999)),
        reference_status: 'available',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
  })
  emitChange(stripe, 'refund.updated', before, after)
  emitChange(stripe, 'charge.refund.updated', before, after)
}
