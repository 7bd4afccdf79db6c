import { isJsonObject, type JsonObject } from '../domain/json.ts'
import type { ObjectRef, ObjectType } from '../domain/stripe-object.ts'
import { subscriptionOfInvoice } from './normalise/invoice.ts'
import { idOf, listData } from './normalise/read.ts'

/**
 * Whether a payload lacks what only an answer of the API has: a price's tiers, which come expanded only; discounts that
 * are bare ids; the rest of a list that Stripe cuts at ten.
 */
export function isIncomplete(type: ObjectType, object: JsonObject): boolean {
  if (type === 'price') return object.billing_scheme === 'tiered' && !Array.isArray(object.tiers)
  if (type === 'invoice') return hasMore(object.lines)
  if (type !== 'subscription') return false
  return (
    hasMore(object.items) ||
    hasBareIds(object.discounts) ||
    listData(object.items).some((item) => hasBareIds(item.discounts))
  )
}

/** What an object belongs to or is made of, as far as Billhook keeps it. */
export function referencesOf(type: ObjectType, object: JsonObject): ObjectRef[] {
  const refs: [ObjectType, string | null][] = []
  if (type === 'dispute') refs.push(['charge', idOf(object.charge)])
  if (type === 'price') refs.push(['product', idOf(object.product)])
  if (type === 'subscription' || type === 'invoice') refs.push(['customer', idOf(object.customer)])
  if (type === 'invoice') refs.push(['subscription', subscriptionOfInvoice(object)])
  if (type === 'subscription') {
    for (const item of listData(object.items)) {
      refs.push(['price', idOf(item.price)])
      refs.push(...couponsOf(item))
    }
    refs.push(...couponsOf(object))
  }
  const known = refs.filter((ref): ref is [ObjectType, string] => ref[1] !== null && ref[1] !== '')
  const unique = new Map(known.map(([objectType, objectId]) => [`${objectType} ${objectId}`, { objectType, objectId }]))
  return [...unique.values()]
}

/** Since 2025-09-30.clover under `source`; before, on the discount itself, often whole. */
function couponsOf(of: JsonObject): [ObjectType, string | null][] {
  const discounts = Array.isArray(of.discounts) ? of.discounts : [of.discount]
  return discounts.filter(isJsonObject).map((discount) => {
    const source = isJsonObject(discount.source) ? discount.source : {}
    return ['coupon', idOf(source.coupon) ?? idOf(discount.coupon)]
  })
}

function hasMore(list: unknown): boolean {
  return isJsonObject(list) && list.has_more === true
}

function hasBareIds(discounts: unknown): boolean {
  return Array.isArray(discounts) && discounts.some((discount) => typeof discount === 'string')
}
