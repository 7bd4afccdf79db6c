import type { JsonObject } from '../../domain/json.ts'
import type { ChargeFacts } from '../../domain/stripe-object.ts'
import { idOf, integer, text } from './read.ts'

export function readCharge(charge: JsonObject): ChargeFacts {
  return {
    type: 'charge',
    stripe_customer_id: idOf(charge.customer),
    status: text(charge.status),
    currency: text(charge.currency),
    amount: integer(charge.amount),
    amount_captured: integer(charge.amount_captured),
    amount_refunded: integer(charge.amount_refunded),
    refunded: charge.refunded === true,
    disputed: charge.disputed === true,
    created: integer(charge.created),
  }
}
