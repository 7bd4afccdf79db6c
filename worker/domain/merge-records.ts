import type { StoredCustomer } from './customer.ts'
import { type CustomerRecord, impersonalState } from './customer-record.ts'
import { sumPerCurrency } from './mrr/sums.ts'

/** `from` goes up in `into`: what it rests on goes over, and what both have stays as `into` has it. */
export function absorb(into: CustomerRecord, from: CustomerRecord): CustomerRecord {
  return {
    ...into,
    own: { ...from.own, ...into.own },
    userId: into.userId ?? from.userId,
    userIdBy: into.userId === null ? from.userIdBy : into.userIdBy,
    pinned: [...new Set([...into.pinned, ...from.pinned])],
    leader: into.leader ?? (Object.keys(into.payers).length === 0 ? from.leader : null),
    payers: { ...from.payers, ...into.payers },
    tags: [...new Set([...into.tags, ...from.tags])].sort(),
    fields: { ...from.fields, ...into.fields },
    overrides: { ...from.overrides, ...into.overrides },
    ledger: sumPerCurrency([...into.ledger, ...from.ledger]),
    had: [...new Set([...into.had, ...from.had])].sort(),
    ...absorbRuns(into, from),
  }
}

/** What automations did with the one, they did with the other: neither goes through them again too soon. */
function absorbRuns(
  into: CustomerRecord,
  from: CustomerRecord,
): Pick<CustomerRecord, 'goals' | 'ran' | 'lastMarketingMs'> {
  const automations = Object.keys({ ...from.ran, ...into.ran })
  const ran = automations.map((id) => [id, Math.max(from.ran?.[id] ?? 0, into.ran?.[id] ?? 0)])
  const lastMarketingMs = Math.max(from.lastMarketingMs ?? 0, into.lastMarketingMs ?? 0)
  return {
    goals: [...(into.goals ?? []), ...(from.goals ?? [])],
    ...(ran.length > 0 && { ran: Object.fromEntries(ran) }),
    ...(lastMarketingMs > 0 && { lastMarketingMs }),
  }
}

/** What is left of a customer that ended in another one, or (empty text) that belongs to nobody: nothing personal. */
export function ended(record: CustomerRecord, mergedInto: string): CustomerRecord {
  return {
    ...{ ...record, mergedInto, payers: {}, pinned: [], overrides: {}, fields: {}, tags: [], userId: null, own: {} },
    ...{ userIdBy: null, userIdConflict: null, namedIds: [], leader: null, timeline: [], timelinePages: 0 },
    ...{ access: null, dueAtMs: null, ledger: [], had: [], goals: [], ran: {} },
    state: record.state && endedState(record.state),
  }
}

function endedState(state: StoredCustomer): StoredCustomer {
  return {
    ...impersonalState(state),
    ...{ tags: [], own_fields: {}, overrides: {}, failed_payment: null, access: { ...state.access, reason: '' } },
    ...{ mrr: [], committed_mrr: [], trial_mrr: [], stripe_customer_ids: [], deleted_stripe_customer_ids: [] },
  }
}
