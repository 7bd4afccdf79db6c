import type { JsonObject } from '../domain/json.ts'
import type { ObjectType } from '../domain/stripe-object.ts'
import { integer } from './normalise/read.ts'

const INVOICE = ['draft', 'open', 'uncollectible', 'void', 'paid']
const CHARGE = ['pending', 'failed', 'succeeded']
/** What is decided comes after what is under way. */
const DISPUTE_OVER = ['won', 'lost', 'warning_closed', 'prevented']

/**
 * How far an object is in a life that only goes one way, the weightiest number first. An invoice is finalised and paid
 * within one second, with events that name no former values; what is further on is what came later. Objects that go back
 * and forth have none.
 */
export function progressOf(type: ObjectType, object: JsonObject): number[] {
  if (type === 'invoice')
    return [INVOICE.indexOf(String(object.status)), count(object.attempt_count), count(object.amount_paid)]
  if (type === 'dispute') return [Number(DISPUTE_OVER.includes(String(object.status)))]
  if (type !== 'charge') return []
  return [
    CHARGE.indexOf(String(object.status)),
    count(object.amount_captured),
    count(object.amount_refunded),
    Number(object.disputed === true),
  ]
}

function count(value: unknown): number {
  return integer(value) ?? 0
}
