import type { AccessState, CustomerFlag } from '../../../worker/domain/customer.ts'
import { ACCESS_LABELS } from '../../lib/access-labels.ts'

/** What a state of access is called and what it means for who has it. */
export const ACCESS_WORDS: Record<AccessState, { label: string; meaning: string }> = {
  active: { label: ACCESS_LABELS.active, meaning: 'May come in and use its packages.' },
  suspended: {
    label: ACCESS_LABELS.suspended,
    meaning: 'Shut out for now; its packages are kept for when it is let in again.',
  },
  frozen: { label: ACCESS_LABELS.frozen, meaning: 'Keeps its packages as they were; nothing is added.' },
  expired: { label: ACCESS_LABELS.expired, meaning: 'Shut out; its packages are gone.' },
  none: { label: ACCESS_LABELS.none, meaning: 'Never had a subscription that grants anything.' },
}

/** What a person should look at, and why. */
export const FLAG_WORDS: Record<CustomerFlag, { label: string; meaning: string }> = {
  double_plan: {
    label: 'Pays twice?',
    meaning:
      'Two live subscriptions grant the same package. People pay twice without noticing: look whether one of them is meant to go.',
  },
  mrr_incomplete: {
    label: 'MRR incomplete',
    meaning:
      'A price has tiers, or an amount the payer chooses, that Billhook has not read. It counts as nothing until it is known, so the MRR is too low.',
  },
  mrr_gross: {
    label: 'MRR with tax',
    meaning:
      'A price includes tax at a rate that is not known, so the tax could not be taken out and the MRR is too high.',
  },
  user_id_conflict: {
    label: 'Two user ids',
    meaning: 'Its Stripe metadata names a user id other than the one it has here. The one it has was kept.',
  },
}
