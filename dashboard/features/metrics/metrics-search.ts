import * as z from 'zod/mini'

export const RANGES = ['30d', '90d', '365d'] as const
export type MetricsRange = (typeof RANGES)[number]

export const DEFAULT_RANGE: MetricsRange = '30d'

/** What the overview's address may say: how far back, which currency, and whether as a table. The default range is left out. */
export const metricsSearch = z.object({
  range: z.catch(z.optional(z.enum(RANGES)), undefined),
  currency: z.catch(z.optional(z.string().check(z.regex(/^[a-z]{3}$/))), undefined),
  view: z.catch(z.optional(z.enum(['table'])), undefined),
})
export type MetricsSearch = z.infer<typeof metricsSearch>

export function daysOf(range: MetricsRange): number {
  return Number.parseInt(range, 10)
}
