import type { JsonObject } from '../../domain/json.ts'
import type { ProductFacts } from '../../domain/stripe-object.ts'
import { idOf, integer, text } from './read.ts'

export function readProduct(product: JsonObject): ProductFacts {
  return {
    type: 'product',
    name: text(product.name) ?? '',
    description: text(product.description),
    active: product.active === true,
    default_price: idOf(product.default_price),
    created: integer(product.created),
  }
}
