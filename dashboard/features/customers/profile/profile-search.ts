import * as z from 'zod/mini'
import { customerSearch } from '../customer-filter.ts'

/** The overview is the default, and has no word in the address. */
export const PROFILE_TABS = ['timeline', 'fields', 'deliveries'] as const
export type ProfileTab = (typeof PROFILE_TABS)[number]

/** The list's filters go along, so that a profile leads to the next one of the list and back to it. */
export const profileSearch = z.extend(customerSearch, {
  tab: z.catch(z.optional(z.enum(PROFILE_TABS)), undefined),
})
export type ProfileSearch = z.infer<typeof profileSearch>
