import type { Customer } from '../../../lib/api-types.ts'
import type { CustomerPage, CustomerPages } from '../get-customers.ts'

/** How the first page as it is now differs from the list that is shown. */
export interface TopChange {
  /** Customers that are not in the list at all. */
  added: number
  /** Others have gone, or stand elsewhere. */
  moved: boolean
}

export function compareTop(pages: CustomerPages, top: CustomerPage): TopChange {
  const shown = pages.pages.flatMap((page) => page.data.map(({ id }) => id))
  const known = new Set(shown)
  const ids = top.data.map(({ id }) => id)
  const added = ids.filter((id) => !known.has(id)).length
  const isShorter = !top.has_more && shown.length > ids.length
  return { added, moved: added > 0 || isShorter || ids.some((id, index) => shown[index] !== id) }
}

/** The list with what is known better about its rows, every row staying where it is. */
export function renewRows(pages: CustomerPages, rows: readonly Customer[]): CustomerPages {
  const renewed = new Map(rows.map((row) => [row.id, row]))
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      data: page.data.map((customer) => renewed.get(customer.id) ?? customer),
    })),
  }
}
