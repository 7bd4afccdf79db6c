import { createRoute } from '@hono/zod-openapi'
import type { CustomerAnswer } from '../../account/customer-rpc.ts'
import { accountStub } from '../../account/stub.ts'
import { readCustomer } from '../../readmodel/customers.ts'
import { replaceAnswersAbout } from '../../readmodel/idempotency.ts'
import { problemResponse, refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { idParam, noQuery } from '../schemas/common.ts'
import { customer } from '../schemas/customer.ts'
import {
  customerPatchInput,
  customerPatchOf,
  mergeInput,
  newCustomerInput,
  newCustomerOf,
} from '../schemas/customer-input.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { askerOf, customerOrRefuse, erased } from './customer-answer.ts'
import { checkPatch } from './customer-rules.ts'
import { createRouter } from './router.ts'

export const customerWriteRoutes = createRouter()

customerWriteRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/customers',
    tags: ['Customers'],
    summary: 'Make a customer; with external_id, what is known of that Stripe customer is derived at once',
    ...authenticatedPost,
    request: { query: noQuery, body: body(newCustomerInput) },
    responses: { 201: json(customer, 'The customer'), ...problemsOfPost() },
  }),
  async (c) => {
    const input = newCustomerOf(c.req.valid('json'))
    const answer = await accountStub(c.env, c.var.tenant).createCustomer(c.var.tenant, input, askerOf(c))
    return c.json(await customerOrRefuse(c, answer), 201)
  },
)

customerWriteRoutes.openapi(
  createRoute({
    method: 'patch',
    path: '/customers/{id}',
    tags: ['Customers'],
    summary: 'Change a customer; what is left out stays',
    ...authenticated,
    request: { params: idParam, query: noQuery, body: body(customerPatchInput) },
    responses: { 200: json(customer, 'The customer'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const input = c.req.valid('json')
    await checkPatch(c, id, input)
    const patch = customerPatchOf(input)
    const answer = await accountStub(c.env, c.var.tenant).updateCustomer(c.var.tenant, id, patch, askerOf(c))
    return c.json(await customerOrRefuse(c, answer), 200)
  },
)

customerWriteRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/customers/{id}',
    tags: ['Customers'],
    summary: 'Erase a customer’s personal data, here and in stored events; totals stay',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(customer, 'What is left of the customer'), ...problemsBehindAuth(404, 409) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const answer = await accountStub(c.env, c.var.tenant).eraseCustomer(c.var.tenant, id, askerOf(c))
    const left = await customerOrRefuse(c, answer)
    await forgetAnswers(c, left.id)
    return c.json(left, 200)
  },
)

customerWriteRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/customers/{id}/recompute',
    tags: ['Customers'],
    summary: 'Derive a customer anew from what is held of Stripe',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(customer, 'The customer'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const answer = await accountStub(c.env, c.var.tenant).recomputeCustomer(c.var.tenant, id)
    return c.json(await customerOrRefuse(c, answer), 200)
  },
)

customerWriteRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/customers/{id}/merge',
    tags: ['Customers'],
    summary: 'Merge a customer into another: Stripe customers, own fields, tags and history go over',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery, body: body(mergeInput) },
    responses: { 200: json(customer, 'The customer that stays'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { into } = c.req.valid('json')
    const answer = await accountStub(c.env, c.var.tenant).mergeCustomer(c.var.tenant, id, into, askerOf(c))
    await refuseUnknownTarget(c, id, answer)
    return c.json(await customerOrRefuse(c, answer), 200)
  },
)

/** "Not found" may be about either of the two: where the one in the path is there, it is the other. */
async function refuseUnknownTarget(c: AppContext, id: string, answer: CustomerAnswer): Promise<void> {
  if (answer.ok || answer.reason !== 'not_found' || !(await readCustomer(c.env.DB, c.var.tenant, id))) return
  refuseInput('/into', 'unknown_customer', `There is no such customer in ${c.var.tenant.mode} mode.`)
}

/** What an Idempotency-Key would repeat says who somebody was. */
async function forgetAnswers(c: AppContext, id: string): Promise<void> {
  const problem = erased()
  const response = problemResponse(c.var.requestId, problem.reason, problem.message)
  const contentType = response.headers.get('Content-Type')
  const answer = { status: response.status, body: await response.text(), contentType }
  await replaceAnswersAbout(c.env.DB, c.var.tenant, id, answer)
}
