import type { CreatedBy } from '../../../../worker/domain/customer.ts'

/** What made a customer; what it was called by follows. */
export const CREATION_WORDS: Record<CreatedBy['rule'], string> = {
  unknown_stripe_customer: 'Its Stripe customer was not known yet:',
  unknown_user_id: 'Its user id was not known yet:',
  api: 'Made by hand:',
  unmatched_resolved: 'Made for an unmatched Stripe customer:',
}
