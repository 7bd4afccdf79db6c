import * as z from 'zod/mini'
import { ACCESS_STATES } from '../../../worker/domain/customer.ts'
import { SUBSCRIPTION_STATUSES } from '../../../worker/domain/settings.ts'

/** The newest customer first is the default, and has no word in the address. */
export const CUSTOMER_SORTS = ['-mrr', 'mrr', 'renewal_date', '-renewal_date'] as const
export type CustomerSort = (typeof CUSTOMER_SORTS)[number]

/** As a stage or a status: the customers without one. */
export const NONE = 'none'

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

/** The list's filters and order as the address carries them. What is not valid is dropped: an old link still opens. */
export const customerSearch = z.object({
  q: dropInvalid(text),
  stage: dropInvalid(text),
  access: dropInvalid(z.enum(ACCESS_STATES)),
  segment: dropInvalid(text),
  tag: dropInvalid(text),
  package: dropInvalid(text),
  plan: dropInvalid(text),
  status: dropInvalid(z.enum([...SUBSCRIPTION_STATUSES, NONE])),
  renewing_before: dropInvalid(z.iso.datetime({ offset: true })),
  sort: dropInvalid(z.enum(CUSTOMER_SORTS)),
})
export type CustomerSearch = z.infer<typeof customerSearch>
export type CustomerFilterKey = Exclude<keyof CustomerSearch, 'sort'>

function dropInvalid<T extends z.core.$ZodType>(schema: T) {
  return z.catch(z.optional(schema), undefined)
}

/** True where the list leaves customers out; an order does not. */
export function isFiltered({ sort: _sort, ...filters }: CustomerSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined)
}

/** `search` with `changes` laid over it; a key set to undefined is removed. */
export function changeFilter(search: CustomerSearch, changes: CustomerSearch): CustomerSearch {
  const entries = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries)
}

/** Everybody, in the order that was chosen. */
export function withoutFilters({ sort }: CustomerSearch): CustomerSearch {
  return sort ? { sort } : {}
}

/** What a click on a column's head does: the column's own order, then the other way round, then the default. */
export function nextSort(column: 'mrr' | 'renewal_date', present: CustomerSort | undefined): CustomerSort | undefined {
  const [first, second] = column === 'mrr' ? (['-mrr', 'mrr'] as const) : (['renewal_date', '-renewal_date'] as const)
  if (present === first) return second
  return present === second ? undefined : first
}
