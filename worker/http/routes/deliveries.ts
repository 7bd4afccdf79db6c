import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { readDelivery } from '../../readmodel/deliveries.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import { delivery, deliveryDetail, deliveryQuery, resendInput } from '../schemas/delivery.ts'
import {
  authenticated,
  authenticatedPost,
  json,
  optionalBody,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { describeDelivery, pageOfDeliveries } from './delivery-list.ts'
import { createRouter } from './router.ts'

export const deliveryRoutes = createRouter()

deliveryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/deliveries',
    tags: ['Deliveries'],
    summary: 'Mails and outgoing webhooks, newest first, without what they said',
    ...authenticated,
    request: { query: deliveryQuery },
    responses: { 200: json(listOf(delivery), 'A page of deliveries'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after, q, ...filter } = c.req.valid('query')
    return c.json(await pageOfDeliveries(c, { ...filter, text: q }, { limit, after }), 200)
  },
)

deliveryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/deliveries/{id}',
    tags: ['Deliveries'],
    summary: 'One delivery: exactly what was sent, and each attempt',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(deliveryDetail, 'The delivery'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const found = await readDelivery(c.env.DB, c.var.tenant, c.req.valid('param').id)
    if (!found) throw noSuchDelivery(c)
    return c.json(await describeDelivery(c, found.delivery, found.message), 200)
  },
)

deliveryRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/deliveries/{id}/resend',
    tags: ['Deliveries'],
    summary: 'Send one again, as a delivery of its own; what was sent only when forced',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery, body: optionalBody(resendInput) },
    responses: { 201: json(deliveryDetail, 'The new delivery'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { force } = c.req.valid('json')
    const answer = await accountStub(c.env, c.var.tenant).resendDelivery(c.var.tenant, id, force)
    if (answer.ok) return c.json(await describeDelivery(c, answer.delivery), 201)
    switch (answer.reason) {
      case 'not_found':
        throw noSuchDelivery(c)
      case 'under_way':
        throw new ProblemError('delivery_under_way', 'This delivery is not over yet: wait for its end.')
      case 'was_sent':
        throw new ProblemError('delivery_was_sent', 'This delivery was sent: send {"force": true} to send it again.')
    }
  },
)

function noSuchDelivery(c: AppContext): ProblemError {
  return new ProblemError('not_found', `There is no such delivery in ${c.var.tenant.mode} mode.`)
}
