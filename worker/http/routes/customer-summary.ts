import { createRoute } from '@hono/zod-openapi'
import type { AccessState } from '../../domain/customer.ts'
import { listTallies, readTallies } from '../../readmodel/tallies.ts'
import { countUnmatched } from '../../readmodel/unmatched.ts'
import { noQuery } from '../schemas/common.ts'
import { customerSummary } from '../schemas/customer-summary.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { createRouter } from './router.ts'

export const customerSummaryRoutes = createRouter()

customerSummaryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers/summary',
    tags: ['Customers'],
    summary: 'How many customers there are, by stage, access and status',
    ...authenticated,
    request: { query: noQuery },
    responses: { 200: json(customerSummary, 'The counts'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { DB } = c.env
    const { tenant } = c.var
    const [totals, stages, access, statuses, unmatched] = await Promise.all([
      readTallies(DB, tenant, ['customers']),
      listTallies(DB, tenant, 'stage:'),
      listTallies(DB, tenant, 'access:'),
      listTallies(DB, tenant, 'status:'),
      countUnmatched(DB, tenant),
    ])
    const answer = {
      object: 'customer_summary' as const,
      total: totals.get('customers') ?? 0,
      by_stage: stages.map(({ name, count }) => ({ stage: name || null, count })),
      by_access: access.map(({ name, count }) => ({ state: name as AccessState, count })),
      by_status: statuses.map(({ name, count }) => ({ status: name || null, count })),
      unmatched,
    }
    return c.json(answer, 200)
  },
)
