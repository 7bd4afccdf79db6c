import { createRoute } from '@hono/zod-openapi'
import { accepts } from 'hono/accepts'
import { readCustomerByExternal, readCustomerByUser } from '../../readmodel/customers.ts'
import { refuseInput } from '../errors.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import { customer } from '../schemas/customer.ts'
import { csvQuery, customerQuery } from '../schemas/customer-query.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { describeCustomer, noSuchCustomer, storedCustomer } from './customer-answer.ts'
import { csvOfCustomers, refuseBesideCsv } from './customer-csv.ts'
import { pageOfCustomers } from './customer-list.ts'
import { createRouter } from './router.ts'

const CSV = { schema: { type: 'string' as const } }

export const customerRoutes = createRouter()

customerRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers',
    tags: ['Customers'],
    summary: 'Customers that a filter selects; with Accept: text/csv as /customers.csv',
    ...authenticated,
    request: { query: customerQuery },
    responses: {
      200: {
        description: 'A page of customers; as CSV the whole list',
        content: { 'application/json': { schema: listOf(customer) }, 'text/csv': CSV },
      },
      ...problemsBehindAuth(),
    },
  }),
  async (c) => {
    const { limit, after, columns, ...filter } = c.req.valid('query')
    const type = accepts(c, {
      header: 'Accept',
      supports: ['application/json', 'text/csv'],
      default: 'application/json',
    })
    if (type === 'text/csv') {
      refuseBesideCsv(c)
      return csvOfCustomers(c, { ...filter, columns })
    }
    if (columns !== undefined) refuseInput('/columns', 'only_for_csv', 'Ask with Accept: text/csv, or leave this out.')
    return c.json(await pageOfCustomers(c, 'customers', filter, { limit, after }), 200)
  },
)

customerRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers.csv',
    tags: ['Customers'],
    summary: 'All customers that a filter selects, as CSV (RFC 4180), at most 100,000',
    ...authenticated,
    request: { query: csvQuery },
    responses: {
      200: { description: 'One record per customer, amounts in minor units', content: { 'text/csv': CSV } },
      ...problemsBehindAuth(),
    },
  }),
  async (c) => csvOfCustomers(c, c.req.valid('query')),
)

customerRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers/{id}',
    tags: ['Customers'],
    summary: 'One customer; of one that was merged away, the customer that took it over',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(customer, 'The customer'), ...problemsBehindAuth(404) },
  }),
  async (c) => c.json(await describeCustomer(c, await storedCustomer(c, c.req.valid('param').id)), 200),
)

customerRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers/by-external/{id}',
    tags: ['Customers'],
    summary: 'The customer that has a Stripe customer',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(customer, 'The customer'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const found = await readCustomerByExternal(c.env.DB, c.var.tenant, c.req.valid('param').id)
    if (!found) throw noSuchCustomer(c)
    return c.json(await describeCustomer(c, found), 200)
  },
)

customerRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/customers/by-user/{id}',
    tags: ['Customers'],
    summary: 'The customer with one of the account’s own ids',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(customer, 'The customer'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const found = await readCustomerByUser(c.env.DB, c.var.tenant, c.req.valid('param').id)
    if (!found) throw noSuchCustomer(c)
    return c.json(await describeCustomer(c, found), 200)
  },
)
