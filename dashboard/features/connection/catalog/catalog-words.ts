import type { Connection } from '../../../lib/api-types.ts'
import { countOf, formatCount } from '../../../lib/count-words.ts'

type CatalogCounts = NonNullable<Connection['catalog']>

/** `Stripe lists 12 products, 31 prices and 2 coupons`. */
export function listedText({ stripe }: CatalogCounts): string {
  return `Stripe lists ${countOf(stripe.products, 'product')}, ${countOf(stripe.prices, 'price')} and ${countOf(stripe.coupons, 'coupon')}`
}

/** `Billhook holds all of them`, or the numbers where they differ. */
export function heldText(counts: CatalogCounts): string {
  if (holdsAll(counts)) return 'Billhook holds all of them'
  const { products, prices, coupons } = counts.billhook
  return `Billhook holds ${formatCount(products)}, ${formatCount(prices)} and ${formatCount(coupons)}`
}

/** True where both sides have the same number of each. */
export function holdsAll({ stripe, billhook }: CatalogCounts): boolean {
  return (
    stripe.products === billhook.products && stripe.prices === billhook.prices && stripe.coupons === billhook.coupons
  )
}
