import type { JsonObject } from '../../domain/json.ts'
import type { DisputeFacts } from '../../domain/stripe-object.ts'
import { idOf, integer, text } from './read.ts'

export function readDispute(dispute: JsonObject): DisputeFacts {
  return {
    type: 'dispute',
    charge: idOf(dispute.charge),
    status: text(dispute.status),
    reason: text(dispute.reason),
    amount: integer(dispute.amount),
    currency: text(dispute.currency),
    created: integer(dispute.created),
  }
}
