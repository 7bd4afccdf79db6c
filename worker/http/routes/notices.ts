import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { listNotices } from '../../readmodel/notices.ts'
import { ProblemError } from '../errors.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import { authenticated, authenticatedPost, json, problemsBehindAuth, problemsOfPost } from '../schemas/documented.ts'
import { notice, noticeQuery, presentNotice } from '../schemas/notice.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { createRouter } from './router.ts'

export const noticeRoutes = createRouter()

noticeRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/notices',
    tags: ['Notices'],
    summary: 'What the owner of the account should know, the newest first',
    ...authenticated,
    request: { query: noticeQuery },
    responses: { 200: json(listOf(notice), 'A page of notices'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after, show } = c.req.valid('query')
    const page = { limit: limit + 1, after: decodeCursor('notices', after), isOpen: show === 'open' }
    const rows = await listNotices(c.env.DB, c.var.tenant, page)
    const positionOf = (row: (typeof rows)[number]) => ({ number: row.openedAtMs, id: row.id })
    return c.json(toPage('notices', rows, limit, presentNotice, positionOf), 200)
  },
)

noticeRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/notices/{id}/dismiss',
    tags: ['Notices'],
    summary: 'Show a notice no more among the open ones; if its cause comes again, so does the notice',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(notice, 'The notice'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { tenant } = c.var
    const dismissed = await accountStub(c.env, tenant).dismissNotice(tenant, c.req.valid('param').id)
    if (!dismissed) throw new ProblemError('not_found', `There is no such notice in ${tenant.mode} mode.`)
    return c.json(presentNotice(dismissed), 200)
  },
)
