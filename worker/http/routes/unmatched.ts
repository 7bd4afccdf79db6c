import { createRoute, type z } from '@hono/zod-openapi'
import type { Settlement } from '../../account/customer-rpc.ts'
import { accountStub } from '../../account/stub.ts'
import { readCustomerNames } from '../../readmodel/customer-names.ts'
import { readEventStories } from '../../readmodel/event-stories.ts'
import { listUnmatched } from '../../readmodel/unmatched.ts'
import { ProblemError, refuseInput } from '../errors.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { presentUnmatched, resolution, resolveInput, unmatched, unmatchedQuery } from '../schemas/unmatched.ts'
import { askerOf, describeCustomer, erased } from './customer-answer.ts'
import { createRouter } from './router.ts'

export const unmatchedRoutes = createRouter()

unmatchedRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/unmatched',
    tags: ['Customers'],
    summary: 'Stripe customers that wait for a person to say whose they are, newest first',
    ...authenticated,
    request: { query: unmatchedQuery },
    responses: { 200: json(listOf(unmatched), 'A page of them'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const position = decodeCursor('unmatched', after)
    const page = { limit: limit + 1, after: position?.number ?? null }
    const rows = await listUnmatched(c.env.DB, c.var.tenant, page)
    const bodies = rows.map((row) => row.unmatched)
    const [names, events] = await Promise.all([
      readCustomerNames(
        c.env.DB,
        c.var.tenant,
        bodies.flatMap(({ candidates }) => candidates),
      ),
      readEventStories(
        c.env.DB,
        c.var.tenant,
        bodies.flatMap(({ events: ids }) => ids),
      ),
    ])
    const present = (row: (typeof rows)[number]) => presentUnmatched(row.unmatched, names, events)
    const positionOf = ({ number, unmatched: { stripe_customer_id: id } }: (typeof rows)[number]) => ({ number, id })
    return c.json(toPage('unmatched', rows, limit, present, positionOf), 200)
  },
)

unmatchedRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/unmatched/{id}/resolve',
    tags: ['Customers'],
    summary: 'Say whose a Stripe customer is; its events then take effect',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery, body: body(resolveInput) },
    responses: { 200: json(resolution, 'Settled'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { tenant } = c.var
    const settlement = settlementOf(c.req.valid('json'))
    const answer = await accountStub(c.env, tenant).settleUnmatched(tenant, id, settlement, askerOf(c))
    if (answer.ok) {
      const customer = answer.customer && (await describeCustomer(c, answer.customer))
      return c.json({ object: 'resolution' as const, stripe_customer_id: id, customer }, 200)
    }
    if (answer.reason === 'customer_erased') throw erased()
    if (answer.reason === 'customer_not_found') {
      return refuseInput('/customer', 'unknown_customer', `There is no such customer in ${tenant.mode} mode.`)
    }
    throw new ProblemError('not_found', `No such Stripe customer waits in ${tenant.mode} mode.`)
  },
)

function settlementOf(input: z.infer<typeof resolveInput>): Settlement {
  return 'customer' in input ? { link: input.customer } : input
}
