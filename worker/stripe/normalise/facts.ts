import type { ReadFacts } from '../../domain/stripe-object.ts'
import { readCharge } from './charge.ts'
import { readCoupon } from './coupon.ts'
import { readCustomer } from './customer.ts'
import { readDispute } from './dispute.ts'
import { readInvoice } from './invoice.ts'
import { readPrice } from './price.ts'
import { readProduct } from './product.ts'
import { readSubscription } from './subscription.ts'

const READERS = {
  product: readProduct,
  price: readPrice,
  coupon: readCoupon,
  customer: readCustomer,
  subscription: readSubscription,
  invoice: readInvoice,
  charge: readCharge,
  dispute: readDispute,
}

/** One reader per Stripe object; each reads every API version to one shape. */
export const readFacts: ReadFacts = (type, object) => READERS[type](object)
