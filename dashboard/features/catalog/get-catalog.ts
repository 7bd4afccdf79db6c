import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Price, Product } from '../../lib/api-types.ts'

export interface Catalog {
  products: Product[]
  prices: Price[]
  /** More than MAX_PAGES pages of either exist; the rest is left out. */
  truncated: boolean
}

const PAGE_SIZE = 100
const MAX_PAGES = 20

export function catalogKey(mode: Mode) {
  return ['catalog', mode] as const
}

export function catalogQuery(mode: Mode) {
  return queryOptions({
    queryKey: catalogKey(mode),
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<Catalog> => {
      const [products, prices] = await Promise.all([
        readAll<Product>('/api/v1/products', mode, signal),
        readAll<Price>('/api/v1/prices', mode, signal),
      ])
      return { products: products.rows, prices: prices.rows, truncated: products.truncated || prices.truncated }
    },
  })
}

async function readAll<T>(path: string, mode: Mode, signal: AbortSignal) {
  const rows: T[] = []
  let after: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await callApi<Page<T>>(path, { mode, signal, query: { limit: PAGE_SIZE, after } })
    rows.push(...answer.data)
    if (!answer.has_more || !answer.next_cursor) return { rows, truncated: false }
    after = answer.next_cursor
  }
  return { rows, truncated: true }
}
