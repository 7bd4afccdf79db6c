import type { JsonObject } from '../../domain/json.ts'
import type { CustomerFacts } from '../../domain/stripe-object.ts'
import { integer, text } from './read.ts'

export function readCustomer(customer: JsonObject): CustomerFacts {
  return {
    type: 'customer',
    email: text(customer.email),
    name: text(customer.name),
    currency: text(customer.currency),
    delinquent: customer.delinquent === true,
    created: integer(customer.created),
  }
}
