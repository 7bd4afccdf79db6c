import * as z from 'zod/mini'
import { CATALOG_PROBLEMS } from './catalog-problems.ts'

/** What the catalog's address may say: the text looked for, and which problem. */
export const catalogSearch = z.object({
  q: z.catch(z.optional(z.string()), undefined),
  problem: z.catch(z.optional(z.enum(CATALOG_PROBLEMS)), undefined),
})
export type CatalogSearchParams = z.infer<typeof catalogSearch>
