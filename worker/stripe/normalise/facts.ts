import type { ReadFacts } from '../../domain/stripe-object.ts'
import { readCustomer } from './customer.ts'
import { readPrice } from './price.ts'
import { readProduct } from './product.ts'
import { readSubscription } from './subscription.ts'

const READERS = { product: readProduct, price: readPrice, customer: readCustomer, subscription: readSubscription }

/** One reader per Stripe object; each reads every API version to one shape. */
export const readFacts: ReadFacts = (type, object) => READERS[type](object)
