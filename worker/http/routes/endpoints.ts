import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { newSecret } from '../../hooks/sign.ts'
import { listDocuments } from '../../readmodel/documents.ts'
import { idParam, listOf, noQuery, pageOnly } from '../schemas/common.ts'
import { authenticated, body, json, problemsBehindAuth, problemsOfPost } from '../schemas/documented.ts'
import {
  endpoint,
  endpointInput,
  endpointPatchInput,
  endpointWithSecret,
  type KeptEndpoint,
  presentEndpoint,
} from '../schemas/endpoint.ts'
import { given } from '../schemas/given.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { checkUrl, endpointOrRefuse, storedEndpoint } from './endpoint-answer.ts'
import { createRouter } from './router.ts'

export const endpointRoutes = createRouter()

endpointRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/endpoints',
    tags: ['Endpoints'],
    summary: 'Where outgoing webhooks go, newest first',
    ...authenticated,
    request: { query: pageOnly },
    responses: { 200: json(listOf(endpoint), 'A page of endpoints'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const page = { limit: limit + 1, after: decodeCursor('endpoints', after)?.number ?? null }
    const rows = await listDocuments<KeptEndpoint>(c.env.DB, c.var.tenant, 'endpoint', page)
    const present = (row: (typeof rows)[number]) => presentEndpoint(row.body)
    return c.json(
      toPage('endpoints', rows, limit, present, (row) => row),
      200,
    )
  },
)

endpointRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/endpoints',
    tags: ['Endpoints'],
    summary: 'Make an endpoint; its secret is in this answer alone, so no Idempotency-Key repeats it',
    ...authenticated,
    request: { query: noQuery, body: body(endpointInput) },
    responses: { 201: json(endpointWithSecret, 'The endpoint with its secret'), ...problemsOfPost() },
  }),
  async (c) => {
    const input = c.req.valid('json')
    checkUrl(c, input.url)
    const secret = newSecret()
    const answer = await accountStub(c.env, c.var.tenant).createEndpoint(c.var.tenant, input, secret)
    return c.json({ ...endpointOrRefuse(c, answer), secret }, 201)
  },
)

endpointRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/endpoints/{id}',
    tags: ['Endpoints'],
    summary: 'One endpoint',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(endpoint, 'The endpoint'), ...problemsBehindAuth(404) },
  }),
  async (c) => c.json(presentEndpoint(await storedEndpoint(c, c.req.valid('param').id)), 200),
)

endpointRoutes.openapi(
  createRoute({
    method: 'patch',
    path: '/endpoints/{id}',
    tags: ['Endpoints'],
    summary: 'Change an endpoint; what it misses while it is disabled can be recovered',
    ...authenticated,
    request: { params: idParam, query: noQuery, body: body(endpointPatchInput) },
    responses: { 200: json(endpoint, 'The endpoint'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const patch = given(c.req.valid('json'))
    if (patch.url !== undefined) checkUrl(c, patch.url)
    const answer = await accountStub(c.env, c.var.tenant).updateEndpoint(c.var.tenant, id, patch)
    return c.json(endpointOrRefuse(c, answer), 200)
  },
)

endpointRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/endpoints/{id}',
    tags: ['Endpoints'],
    summary: 'Delete an endpoint; what is on its way there is canceled',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(endpoint, 'The endpoint that was'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const answer = await accountStub(c.env, c.var.tenant).deleteEndpoint(c.var.tenant, id)
    return c.json(endpointOrRefuse(c, answer), 200)
  },
)
