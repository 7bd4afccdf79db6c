import { deleteProduct } from '../actions/catalog.ts'
import { deleteCustomer } from '../actions/customers.ts'
import { deleteEndpoint } from '../endpoints.ts'
import type { StripeSandbox } from '../sandbox.ts'
import type { Caller } from './caller.ts'
import { postPrice, postPriceUpdate, postProduct, postProductUpdate } from './catalog-writes.ts'
import { deleteCoupon, postCoupon, postCouponUpdate } from './coupon-writes.ts'
import { postCustomer, postCustomerUpdate } from './customer-writes.ts'
import { postEndpoint, postEndpointUpdate } from './endpoint-writes.ts'
import type { Params } from './params.ts'
import { deleteSubscription, postSubscription, postSubscriptionUpdate } from './subscription-writes.ts'

type Create = (stripe: StripeSandbox, params: Params, caller: Caller) => object
type OnOne = (stripe: StripeSandbox, id: string, params: Params) => object

const CREATE: Record<string, Create> = {
  coupons: postCoupon,
  customers: postCustomer,
  prices: postPrice,
  products: postProduct,
  subscriptions: postSubscription,
  webhook_endpoints: postEndpoint,
}
const UPDATE: Record<string, OnOne> = {
  coupons: postCouponUpdate,
  customers: postCustomerUpdate,
  prices: postPriceUpdate,
  products: postProductUpdate,
  subscriptions: postSubscriptionUpdate,
  webhook_endpoints: postEndpointUpdate,
}
const REMOVE: Record<string, OnOne> = {
  coupons: deleteCoupon,
  customers: deleteCustomer,
  products: deleteProduct,
  subscriptions: deleteSubscription,
  webhook_endpoints: deleteEndpoint,
}

/** What a request that is no GET does; null where there is nothing of that name. */
export function writeFor(method: string, path: string, id: string | undefined): Create | null {
  if (id === undefined) return method === 'POST' ? (CREATE[path] ?? null) : null
  const onOne = method === 'POST' ? UPDATE[path] : method === 'DELETE' ? REMOVE[path] : undefined
  return onOne ? (stripe, params) => onOne(stripe, id, params) : null
}
