/** What a template may be bound to beside a trigger. */
export interface CatalogChoice {
  /** `product:prod_1` or `price:price_1`. */
  value: string
  label: string
}

/** `Gold`, or the id where the catalog does not have it. */
export function boundTo(
  binding: { product?: string | undefined; price?: string | undefined } | null,
  catalog: readonly CatalogChoice[],
): string | null {
  const value = binding?.price ? `price:${binding.price}` : binding?.product ? `product:${binding.product}` : null
  if (value === null) return null
  return catalog.find((one) => one.value === value)?.label ?? value.slice(value.indexOf(':') + 1)
}
