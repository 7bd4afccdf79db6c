import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import { customer } from '../schemas/customer.ts'
import { segmentCustomersQuery } from '../schemas/customer-query.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import {
  conditionsOf,
  savedSegment,
  segment,
  segmentInput,
  segmentPatchInput,
  segmentQuery,
} from '../schemas/segment.ts'
import { pageOfCustomers } from './customer-list.ts'
import { createRouter } from './router.ts'
import {
  describeSegment,
  refuseBuiltIn,
  segmentOrRefuse,
  segmentPresenter,
  segmentsBehind,
  storedSegment,
} from './segment-answer.ts'

export const segmentRoutes = createRouter()

segmentRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/segments',
    tags: ['Segments'],
    summary: 'Segments: the account’s own, newest first, then the built-in ones',
    ...authenticated,
    request: { query: segmentQuery },
    responses: { 200: json(listOf(segment), 'A page of segments'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const rows = (await segmentsBehind(c, decodeCursor('segments', after))).slice(0, limit + 1)
    const present = await segmentPresenter(c, rows)
    return c.json(
      toPage('segments', rows, limit, present, ({ createdAtMs, id }) => ({ number: createdAtMs, id })),
      200,
    )
  },
)

segmentRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/segments',
    tags: ['Segments'],
    summary: 'Make a segment; a job finds out who is in it',
    ...authenticatedPost,
    request: { query: noQuery, body: body(segmentInput) },
    responses: { 201: json(savedSegment, 'The segment'), ...problemsOfPost() },
  }),
  async (c) => {
    const { name, conditions } = c.req.valid('json')
    const made = { name, conditions: conditionsOf(conditions) }
    const answer = await accountStub(c.env, c.var.tenant).saveSegment(c.var.tenant, made)
    return c.json(await segmentOrRefuse(c, answer), 201)
  },
)

segmentRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/segments/{id}',
    tags: ['Segments'],
    summary: 'One segment',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(segment, 'The segment'), ...problemsBehindAuth(404) },
  }),
  async (c) => c.json(await describeSegment(c, await storedSegment(c, c.req.valid('param').id)), 200),
)

segmentRoutes.openapi(
  createRoute({
    method: 'patch',
    path: '/segments/{id}',
    tags: ['Segments'],
    summary: 'Change a segment; conditions are replaced whole, and a job finds out who is in it',
    ...authenticated,
    request: { params: idParam, query: noQuery, body: body(segmentPatchInput) },
    responses: { 200: json(savedSegment, 'The segment'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { name, conditions } = c.req.valid('json')
    const before = await storedSegment(c, id)
    refuseBuiltIn(id)
    const changed = {
      id,
      name: name ?? before.name,
      conditions: conditions ? conditionsOf(conditions) : before.conditions,
    }
    const answer = await accountStub(c.env, c.var.tenant).saveSegment(c.var.tenant, changed)
    return c.json(await segmentOrRefuse(c, answer), 200)
  },
)

segmentRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/segments/{id}',
    tags: ['Segments'],
    summary: 'Delete a segment; a job takes customers out of it',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(savedSegment, 'The segment that was'), ...problemsBehindAuth(404, 409) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    refuseBuiltIn(id)
    const answer = await accountStub(c.env, c.var.tenant).deleteSegment(c.var.tenant, id)
    return c.json(await segmentOrRefuse(c, answer), 200)
  },
)

segmentRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/segments/{id}/customers',
    tags: ['Segments'],
    summary: 'Who is in a segment',
    ...authenticated,
    request: { params: idParam, query: segmentCustomersQuery },
    responses: { 200: json(listOf(customer), 'A page of customers'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { limit, after, sort } = c.req.valid('query')
    const { id } = await storedSegment(c, c.req.valid('param').id)
    return c.json(await pageOfCustomers(c, 'segment_customers', { segment: id, sort }, { limit, after }), 200)
  },
)
