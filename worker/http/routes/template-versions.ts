import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import type { TemplateVersion as StoredVersion } from '../../domain/template.ts'
import { listDocuments } from '../../readmodel/documents.ts'
import { refuseInput } from '../errors.ts'
import { idParam, listOf, noQuery, pageOnly } from '../schemas/common.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { presentVersion, savedTemplate, template, templateVersion } from '../schemas/template.ts'
import { revertInput } from '../schemas/template-input.ts'
import { askerOf } from './customer-answer.ts'
import { createRouter } from './router.ts'
import { storedTemplate, templateOrRefuse } from './template-answer.ts'
import { checkTemplate, mailParts } from './template-check.ts'

export const templateVersionRoutes = createRouter()

templateVersionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/templates/{id}/publish',
    tags: ['Templates'],
    summary: 'Publish the draft: mails say it from now on, those of runs that wait too',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(savedTemplate, 'The template'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const stored = await storedTemplate(c, id)
    // A layout that was not published is not there for a mail that is sent.
    const warnings = await checkTemplate(c, stored, { parts: await mailParts(c, false), setsBinding: false })
    const answer = await accountStub(c.env, c.var.tenant).publishTemplate(c.var.tenant, id, askerOf(c))
    return c.json({ ...templateOrRefuse(c, answer), warnings }, 200)
  },
)

templateVersionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/templates/{id}/revert',
    tags: ['Templates'],
    summary: 'Make an earlier version the draft; it is not published by that',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery, body: body(revertInput) },
    responses: { 200: json(template, 'The template'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = await storedTemplate(c, c.req.valid('param').id)
    const { version } = c.req.valid('json')
    const answer = await accountStub(c.env, c.var.tenant).revertTemplate(c.var.tenant, id, version)
    if (!answer.ok && answer.reason === 'not_found') {
      refuseInput('/version', 'unknown_version', 'No such version was published.')
    }
    return c.json(templateOrRefuse(c, answer), 200)
  },
)

templateVersionRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/templates/{id}/versions',
    tags: ['Templates'],
    summary: 'What was published of a template, newest first',
    ...authenticated,
    request: { params: idParam, query: pageOnly },
    responses: { 200: json(listOf(templateVersion), 'A page of versions'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const { id } = await storedTemplate(c, c.req.valid('param').id)
    const position = decodeCursor('template_versions', after)
    const rows = await listDocuments<StoredVersion>(c.env.DB, c.var.tenant, 'template_version', {
      ...{ limit: limit + 1, after: position?.number ?? null, prefix: `${id} ` },
    })
    const present = (row: (typeof rows)[number]) => presentVersion(row.body)
    return c.json(
      toPage('template_versions', rows, limit, present, (row) => row),
      200,
    )
  },
)
