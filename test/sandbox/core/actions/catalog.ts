import type { Stripe } from 'stripe'
import { asRequest, change, emit, emitChange } from '../emit.ts'
import { CATALOG } from '../flow-orders.ts'
import { buildPrice, type PriceFields, planOf } from '../objects/price.ts'
import { buildProduct, type ProductFields } from '../objects/product.ts'
import { isEqual } from '../previous-attributes.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter, missingResource, StripeProblem } from '../stripe-problem.ts'
import { hasEnded } from './subscription-reading.ts'

export function createProduct(stripe: StripeSandbox, fields: ProductFields): Stripe.Product {
  return asRequest(stripe, CATALOG, () => {
    const product = stripe.products.put(buildProduct(stripe, fields))
    emit(stripe, 'product.created', product)
    return product
  })
}

export function updateProduct(stripe: StripeSandbox, id: string, patch: Partial<Stripe.Product>): Stripe.Product {
  return asRequest(stripe, CATALOG, () => {
    const product = needProduct(stripe, id)
    if (isEqual({ ...product, ...patch }, product)) return product
    const [before, after] = change(stripe.products, id, { ...patch, updated: stripe.now() })
    emitChange(stripe, 'product.updated', before, after)
    return after
  })
}

/** Throws Stripe's refusal while the product still has prices: those can only be archived. */
export function deleteProduct(stripe: StripeSandbox, id: string): Stripe.DeletedProduct {
  return asRequest(stripe, CATALOG, () => {
    const product = needProduct(stripe, id)
    for (const price of stripe.prices.newestFirst()) {
      if (price.product === id) {
        throw new StripeProblem(400, 'This product cannot be deleted because it has one or more user-created prices.')
      }
    }
    stripe.products.remove(id)
    emit(stripe, 'product.deleted', product)
    return { id, object: 'product', deleted: true }
  })
}

/** A recurring price also exists as a plan, so its events come twice. */
export function createPrice(stripe: StripeSandbox, fields: PriceFields): Stripe.Price {
  return asRequest(stripe, CATALOG, () => {
    if (!stripe.products.get(fields.product)) throw missingResource('product', fields.product, 'product')
    const price = stripe.prices.put(buildPrice(stripe, fields))
    if (fields.tiers) stripe.tiers.set(price.id, fields.tiers)
    const plan = planOf(price)
    if (plan) emit(stripe, 'plan.created', plan)
    emit(stripe, 'price.created', price)
    return price
  })
}

/** A price's amount never changes: only `active`, `nickname`, `metadata`, `lookup_key` and `tax_behavior` may. */
export function updatePrice(
  stripe: StripeSandbox,
  id: string,
  patch: Partial<Pick<Stripe.Price, 'active' | 'nickname' | 'metadata' | 'lookup_key' | 'tax_behavior'>>,
): Stripe.Price {
  return asRequest(stripe, CATALOG, () => {
    needPrice(stripe, id)
    const [before, after] = change(stripe.prices, id, patch)
    const oldPlan = planOf(before)
    const newPlan = planOf(after)
    emitChange(stripe, 'price.updated', before, after)
    if (oldPlan && newPlan) emitChange(stripe, 'plan.updated', oldPlan, newPlan)
    return after
  })
}

/** Only through its plan, as in the Dashboard; refused while a subscription uses it. */
export function deletePrice(stripe: StripeSandbox, id: string): void {
  asRequest(stripe, CATALOG, () => {
    const price = needPrice(stripe, id)
    for (const subscription of stripe.subscriptions.newestFirst()) {
      if (hasEnded(subscription) || !subscription.items.data.some((item) => item.price.id === id)) continue
      throw new StripeProblem(400, 'This price cannot be deleted because a subscription uses it: archive it instead.')
    }
    stripe.prices.remove(id)
    const plan = planOf(price)
    if (plan) emit(stripe, 'plan.deleted', plan)
    emit(stripe, 'price.deleted', price)
  })
}

export function needProduct(stripe: StripeSandbox, id: string): Stripe.Product {
  const product = stripe.products.get(id)
  if (!product) throw missingResource('product', id)
  return product
}

export function needPrice(stripe: StripeSandbox, id: string): Stripe.Price {
  const price = stripe.prices.get(id)
  if (!price) throw missingResource('price', id)
  return price
}

export function needRecurringPrice(stripe: StripeSandbox, id: string): Stripe.Price {
  const price = stripe.prices.get(id)
  if (!price) throw missingResource('price', id, 'items[0][price]')
  if (!price.recurring) {
    throw invalidParameter('The price specified is set to `type=one_time`: use a recurring price.', 'items[0][price]')
  }
  return price
}
