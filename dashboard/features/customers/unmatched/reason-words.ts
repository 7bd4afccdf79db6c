import type { UnmatchedReason } from '../../../../worker/domain/customer.ts'

/** A reason in two words; the API says the whole sentence. */
export const REASON_LABELS: Record<UnmatchedReason, string> = {
  ambiguous_email: 'Several could be meant',
  unknown: 'Nobody is known',
  user_id_taken: 'Its user id is taken',
}
