import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { newSecret } from '../../hooks/sign.ts'
import { idParam, noQuery } from '../schemas/common.ts'
import { deliveryDetail } from '../schemas/delivery.ts'
import { authenticated, authenticatedPost, body, json, problemsOfPost } from '../schemas/documented.ts'
import { endpointWithSecret, recoverInput, recovery } from '../schemas/endpoint.ts'
import { describeDelivery } from './delivery-list.ts'
import { endpointOrRefuse, noSuchEndpoint } from './endpoint-answer.ts'
import { createRouter } from './router.ts'

export const endpointActionRoutes = createRouter()

endpointActionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/endpoints/{id}/rotate-secret',
    tags: ['Endpoints'],
    summary: 'Give an endpoint a new secret, shown in this answer alone; the former one signs along for a day',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(endpointWithSecret, 'The endpoint with its new secret'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const secret = newSecret()
    const answer = await accountStub(c.env, c.var.tenant).rotateEndpointSecret(c.var.tenant, id, secret)
    return c.json({ ...endpointOrRefuse(c, answer), secret }, 200)
  },
)

endpointActionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/endpoints/{id}/recover',
    tags: ['Endpoints'],
    summary: 'Send again what failed, or was missed while disabled, since a time; at most 1,000 at once',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery, body: body(recoverInput) },
    responses: { 200: json(recovery, 'How many go out again'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const sinceMs = Date.parse(c.req.valid('json').since)
    const recovered = await accountStub(c.env, c.var.tenant).recoverEndpoint(c.var.tenant, id, sinceMs)
    if (recovered === null) throw noSuchEndpoint(c)
    return c.json({ recovered }, 200)
  },
)

endpointActionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/endpoints/{id}/test',
    tags: ['Endpoints'],
    summary: 'Send a made-up event to an endpoint, also to one that is disabled',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery },
    responses: { 202: json(deliveryDetail, 'The delivery, which says what came of it'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const delivery = await accountStub(c.env, c.var.tenant).testEndpoint(c.var.tenant, id)
    if (!delivery) throw noSuchEndpoint(c)
    return c.json(await describeDelivery(c, delivery), 202)
  },
)
