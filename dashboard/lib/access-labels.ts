import type { AccessState } from '../../worker/domain/customer.ts'

/** What a state of access is called. */
export const ACCESS_LABELS: Record<AccessState, string> = {
  active: 'Active',
  suspended: 'Suspended',
  frozen: 'Frozen',
  expired: 'Expired',
  none: 'No access',
}
