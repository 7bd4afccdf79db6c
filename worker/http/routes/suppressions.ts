import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import type { Suppression as StoredSuppression } from '../../domain/delivery/admit.ts'
import { normalEmail } from '../../domain/identity.ts'
import { listDocuments } from '../../readmodel/documents.ts'
import { ProblemError, refuseInput } from '../errors.ts'
import { listOf, noQuery, pageOnly } from '../schemas/common.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { emailParam, presentSuppression, suppression, suppressionInput } from '../schemas/suppression.ts'
import { createRouter } from './router.ts'

export const suppressionRoutes = createRouter()

suppressionRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/suppressions',
    tags: ['Deliveries'],
    summary: 'Addresses that get no mail, newest first',
    ...authenticated,
    request: { query: pageOnly },
    responses: { 200: json(listOf(suppression), 'A page of suppressed addresses'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const page = { limit: limit + 1, after: decodeCursor('suppressions', after)?.number ?? null }
    const rows = await listDocuments<StoredSuppression>(c.env.DB, c.var.tenant, 'suppression', page)
    const present = (row: (typeof rows)[number]) => presentSuppression(row.body)
    return c.json(
      toPage('suppressions', rows, limit, present, (row) => row),
      200,
    )
  },
)

suppressionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/suppressions',
    tags: ['Deliveries'],
    summary: 'Send no more mail to an address; of one that is on the list, the reason is replaced',
    ...authenticatedPost,
    request: { query: noQuery, body: body(suppressionInput) },
    responses: { 201: json(suppression, 'The suppressed address'), ...problemsOfPost() },
  }),
  async (c) => {
    const input = c.req.valid('json')
    const email = normalEmail(input.email) ?? refuseInput('/email', 'invalid_format', 'This is no e-mail address.')
    const kept = await accountStub(c.env, c.var.tenant).suppress(c.var.tenant, { ...input, email })
    return c.json(presentSuppression(kept), 201)
  },
)

suppressionRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/suppressions/{email}',
    tags: ['Deliveries'],
    summary:
      'Take an address off the list: it gets mail again; one that had unsubscribed as well stays without marketing until it is taken off once more',
    ...authenticated,
    request: { params: emailParam, query: noQuery },
    responses: { 200: json(suppression, 'The entry that was'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const email = normalEmail(c.req.valid('param').email)
    const was = email === null ? null : await accountStub(c.env, c.var.tenant).unsuppress(c.var.tenant, email)
    if (!was) throw new ProblemError('not_found', `This address is not on the list in ${c.var.tenant.mode} mode.`)
    return c.json(presentSuppression(was), 200)
  },
)
