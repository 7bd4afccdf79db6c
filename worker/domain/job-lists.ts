import type { JobKind, Listed } from './job.ts'
import type { ObjectType } from './stripe-object.ts'

/** What each kind of job reads, in this order. */
export const LISTS: Record<JobKind, readonly Listed[]> = {
  import: ['products', 'prices', 'coupons', 'customers', 'subscriptions', 'invoices', 'charges', 'disputes'],
  resync: ['products', 'prices', 'coupons', 'customers', 'subscriptions', 'invoices', 'charges', 'disputes'],
  catalog_sync: ['products', 'prices', 'coupons'],
  catch_up: ['events'],
  recompute: [],
}

/** Read for some months only: what came of older ones shows in subscriptions. */
export const RECENT: readonly Listed[] = ['invoices', 'charges', 'disputes']

/** Lists that show all there is, so that what they leave out is gone. */
export const WHOLE: Partial<Record<Listed, ObjectType>> = {
  products: 'product',
  prices: 'price',
  coupons: 'coupon',
  customers: 'customer',
  subscriptions: 'subscription',
}

const OBJECT_OF: Record<Exclude<Listed, 'events'>, ObjectType> = {
  products: 'product',
  prices: 'price',
  coupons: 'coupon',
  customers: 'customer',
  subscriptions: 'subscription',
  invoices: 'invoice',
  charges: 'charge',
  disputes: 'dispute',
}

export function objectTypeOfList(list: Exclude<Listed, 'events'>): ObjectType {
  return OBJECT_OF[list]
}
