import type { Stripe } from 'stripe'
import { asRequest, automatically, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import { buildDispute } from '../objects/dispute.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { missingResource } from '../stripe-problem.ts'

/** An inquiry leaves the money where it is; a chargeback takes it at once. */
export function openDispute(
  stripe: StripeSandbox,
  chargeId: string,
  kind: 'inquiry' | 'chargeback' = 'chargeback',
): Stripe.Dispute {
  return automatically(stripe, AS_IT_HAPPENS, () => {
    const charge = stripe.charges.get(chargeId)
    if (!charge) throw missingResource('charge', chargeId, 'charge')
    const status = kind === 'inquiry' ? 'warning_needs_response' : 'needs_response'
    const dispute = stripe.disputes.put(buildDispute(stripe, charge, status, 'fraudulent'))
    const [before, after] = change(stripe.charges, chargeId, { disputed: true })
    emit(stripe, 'charge.dispute.created', dispute)
    if (kind === 'chargeback') emit(stripe, 'charge.dispute.funds_withdrawn', dispute)
    emitChange(stripe, 'charge.updated', before, after)
    return dispute
  })
}

/** Evidence goes in: the dispute is under review. */
export function submitEvidence(stripe: StripeSandbox, id: string, text: string): Stripe.Dispute {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const dispute = needDispute(stripe, id)
    const [before, after] = change(stripe.disputes, id, {
      evidence: { ...dispute.evidence, uncategorized_text: text },
      evidence_details: {
        ...dispute.evidence_details,
        has_evidence: true,
        submission_count: dispute.evidence_details.submission_count + 1,
        submission_method: 'manual',
      },
      status: dispute.status === 'warning_needs_response' ? 'warning_under_review' : 'under_review',
    })
    emitChange(stripe, 'charge.dispute.updated', before, after)
    return after
  })
}

export function closeDispute(
  stripe: StripeSandbox,
  id: string,
  outcome: 'won' | 'lost' | 'warning_closed',
): Stripe.Dispute {
  return automatically(stripe, AS_IT_HAPPENS, () => {
    needDispute(stripe, id)
    const [, after] = change(stripe.disputes, id, { status: outcome })
    emit(stripe, 'charge.dispute.closed', after)
    if (outcome === 'won') emit(stripe, 'charge.dispute.funds_reinstated', after)
    return after
  })
}

function needDispute(stripe: StripeSandbox, id: string): Stripe.Dispute {
  const dispute = stripe.disputes.get(id)
  if (!dispute) throw missingResource('dispute', id)
  return dispute
}
