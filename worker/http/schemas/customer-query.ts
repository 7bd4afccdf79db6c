import { z } from '@hono/zod-openapi'
import { ACCESS_STATES } from '../../domain/customer.ts'
import { SUBSCRIPTION_STATUSES } from '../../domain/settings.ts'
import { CUSTOMER_SORTS } from '../../readmodel/customers.ts'
import { absoluteTime, opaqueId, pageQuery } from './common.ts'

const word = z.string().min(1).max(100)

const filter = {
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Words: each must begin the e-mail address, its domain or a word of the name, or be an id'),
  stage: word.optional().describe('A stage’s name; none: those without one'),
  access: z.enum(ACCESS_STATES).optional(),
  segment: opaqueId.optional().describe('A segment id'),
  tag: word.optional(),
  package: word.optional(),
  plan: opaqueId.optional().describe('A price or product id'),
  status: z
    .enum([...SUBSCRIPTION_STATUSES, 'none'])
    .optional()
    .describe('Of the best subscription; none: those without one'),
  renewing_before: absoluteTime.optional().describe('Renewal date from now on and before this time'),
  sort: z
    .enum(CUSTOMER_SORTS)
    .optional()
    .describe(
      'created: newest first, which is the order without this parameter, unless q (as it matches) or renewing_before (soonest first) is given; mrr and renewal_date: least and soonest first, with a minus the other way round',
    ),
}

const columns = z.string().min(1).max(2_000).optional().describe('Of the CSV, separated by commas')

export const csvQuery = z.strictObject({ ...filter, columns })
export type CsvQuery = z.infer<typeof csvQuery>

export const customerQuery = z.strictObject({ ...filter, ...pageQuery, columns })
export type CustomerQuery = z.infer<typeof customerQuery>

export const segmentCustomersQuery = z.strictObject({ sort: filter.sort, ...pageQuery })

/** For what belongs to one customer. */
export const historyQuery = z.strictObject(pageQuery)
