import type { Listed } from '../domain/job.ts'
import { objectTypeOfList } from '../domain/job-lists.ts'
import type { Lane } from '../domain/job-work.ts'
import type { ObjectType } from '../domain/stripe-object.ts'
import type { Params } from '../stripe/client.ts'

export type ObjectList = Exclude<Listed, 'events'>

export const PAGE_SIZE = 100

/** What comes only when it is asked for (https://docs.stripe.com/expand); at most four levels deep. */
const EXPANDED: Partial<Record<ObjectType, readonly string[]>> = {
  price: ['tiers'],
  coupon: ['applies_to', 'currency_options'],
  subscription: ['discounts', 'items.data.discounts'],
}

const PATH: Record<ObjectType, string> = {
  product: '/v1/products',
  price: '/v1/prices',
  coupon: '/v1/coupons',
  customer: '/v1/customers',
  subscription: '/v1/subscriptions',
  invoice: '/v1/invoices',
  charge: '/v1/charges',
  dispute: '/v1/disputes',
}

export interface StripeRequest {
  path: string
  params: Params
}

/** The next page of a lane, newest first. Lists leave canceled subscriptions out unless all are asked for. */
export function pageRequest(list: ObjectList, lane: Lane): StripeRequest {
  const type = objectTypeOfList(list)
  const created = {
    ...(lane.gte === null ? {} : { gte: lane.gte }),
    ...(lane.lt === null ? {} : { lt: lane.lt }),
  }
  const expanded = EXPANDED[type]
  return {
    path: PATH[type],
    params: {
      limit: PAGE_SIZE,
      ...(Object.keys(created).length > 0 ? { created } : {}),
      ...(lane.after === null ? {} : { starting_after: lane.after }),
      ...(list === 'subscriptions' ? { status: 'all' } : {}),
      ...(expanded ? { expand: expanded.map((name) => `data.${name}`) } : {}),
    },
  }
}

export function retrieveRequest(type: ObjectType, id: string): StripeRequest {
  const expanded = EXPANDED[type]
  return { path: `${PATH[type]}/${encodeURIComponent(id)}`, params: expanded ? { expand: expanded } : {} }
}

/** Stripe's search counts what it finds, exactly up to 10,000; coupons and disputes cannot be searched. */
export function totalRequest(list: ObjectList, lane: Lane): StripeRequest | null {
  if (list === 'coupons' || list === 'disputes') return null
  const catalog = list === 'products' || list === 'prices'
  const query = catalog ? "active:'true' OR active:'false'" : `created>=${lane.gte ?? 0}`
  return { path: `${PATH[objectTypeOfList(list)]}/search`, params: { query, limit: 1, expand: ['total_count'] } }
}
