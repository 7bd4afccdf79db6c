import type { Connection } from '../../../lib/api-types.ts'
import { countOf, formatCount } from '../../../lib/count-words.ts'

type CatalogCounts = NonNullable<Connection['catalog']>

/** `Stripe lists 12 products, 31 prices and 2 coupons`. */
export function listedText({ stripe }: CatalogCounts): string {
  return `Stripe lists ${countOf(stripe.products, 'product')}, ${countOf(stripe.prices, 'price')} and ${countOf(stripe.coupons, 'coupon')}`
}

const KINDS = ['products', 'prices', 'coupons'] as const

/** `Billhook holds all of them`, what it has besides, or the numbers where some are missing. */
export function heldText(counts: CatalogCounts): string {
  const { stripe, billhook } = counts
  if (!holdsAll(counts)) {
    const { products, prices, coupons } = billhook
    return `Billhook holds ${formatCount(products)}, ${formatCount(prices)} and ${formatCount(coupons)}`
  }
  const more = KINDS.reduce((sum, kind) => sum + billhook[kind] - stripe[kind], 0)
  const besides = `, and ${formatCount(more)} more that came since or are being looked up`
  return `Billhook holds all of them${more > 0 ? besides : ''}`
}

/** True where nothing that Stripe lists is missing here. */
export function holdsAll({ stripe, billhook }: CatalogCounts): boolean {
  return KINDS.every((kind) => billhook[kind] >= stripe[kind])
}
