import { readCatalogIds } from '../../readmodel/catalog-ids.ts'
import type { InputError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'

/** What is wrong with a product and a price that something names; `at` is the pointer to what names them. */
export async function unknownInCatalog(
  c: AppContext,
  { product, price }: { product?: string | undefined; price?: string | undefined },
  at: string,
): Promise<InputError[]> {
  const asked = [product, price].filter((id) => id !== undefined)
  if (asked.length === 0) return []
  const ids = await readCatalogIds(c.env.DB, c.var.tenant, asked)
  // A deployment that only receives has no catalog until events bring it.
  if (ids.isEmpty) return []
  const unknownIn = `in the catalog of ${c.var.tenant.mode} mode`
  return [
    ...(product === undefined || ids.products.has(product)
      ? []
      : [
          {
            pointer: `${at}/product`,
            code: 'unknown_product',
            message: `There is no product "${product}" ${unknownIn}.`,
          },
        ]),
    ...(price === undefined || ids.prices.has(price)
      ? []
      : [{ pointer: `${at}/price`, code: 'unknown_price', message: `There is no price "${price}" ${unknownIn}.` }]),
  ]
}
