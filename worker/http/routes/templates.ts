import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import type { Template as StoredTemplate } from '../../domain/template.ts'
import { listDocuments } from '../../readmodel/documents.ts'
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
import { presentTemplate, savedTemplate, template } from '../schemas/template.ts'
import { changedTemplate, templateInput, templateOf, templatePatchInput } from '../schemas/template-input.ts'
import { createRouter } from './router.ts'
import { storedTemplate, templateOrRefuse } from './template-answer.ts'
import { checkTemplate, mailParts } from './template-check.ts'

export const templateRoutes = createRouter()

templateRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/templates',
    tags: ['Templates'],
    summary: 'Templates of mails, layouts and snippets, newest first',
    ...authenticated,
    request: { query: pageOnly },
    responses: { 200: json(listOf(template), 'A page of templates'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const page = { limit: limit + 1, after: decodeCursor('templates', after)?.number ?? null }
    const rows = await listDocuments<StoredTemplate>(c.env.DB, c.var.tenant, 'template', page)
    const present = (row: (typeof rows)[number]) => presentTemplate(row.body)
    return c.json(
      toPage('templates', rows, limit, present, (row) => row),
      200,
    )
  },
)

templateRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/templates',
    tags: ['Templates'],
    summary: 'Make a template; it is a draft until it is published',
    ...authenticatedPost,
    request: { query: noQuery, body: body(templateInput) },
    responses: { 201: json(savedTemplate, 'The template'), ...problemsOfPost() },
  }),
  async (c) => {
    const input = templateOf(c.req.valid('json'))
    const parts = await mailParts(c, true)
    const warnings = await checkTemplate(c, input, { parts, setsBinding: true })
    const answer = await accountStub(c.env, c.var.tenant).saveTemplate(c.var.tenant, null, input, true)
    return c.json({ ...templateOrRefuse(c, answer), warnings }, 201)
  },
)

templateRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/templates/{id}',
    tags: ['Templates'],
    summary: 'One template, as its draft',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(template, 'The template'), ...problemsBehindAuth(404) },
  }),
  async (c) => c.json(presentTemplate(await storedTemplate(c, c.req.valid('param').id)), 200),
)

templateRoutes.openapi(
  createRoute({
    method: 'patch',
    path: '/templates/{id}',
    tags: ['Templates'],
    summary: 'Change the draft; what is published stays until the draft is',
    ...authenticated,
    request: { params: idParam, query: noQuery, body: body(templatePatchInput) },
    responses: { 200: json(savedTemplate, 'The template'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const patch = c.req.valid('json')
    const input = changedTemplate(await storedTemplate(c, id), patch)
    const parts = await mailParts(c, true)
    const warnings = await checkTemplate(c, input, { parts, setsBinding: patch.binding !== undefined })
    const answer = await accountStub(c.env, c.var.tenant).saveTemplate(c.var.tenant, id, input, false)
    return c.json({ ...templateOrRefuse(c, answer), warnings }, 200)
  },
)

templateRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/templates/{id}',
    tags: ['Templates'],
    summary: 'Delete a template that no automation that is on sends and no other template uses',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(template, 'The template that was'), ...problemsBehindAuth(404, 409) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const answer = await accountStub(c.env, c.var.tenant).deleteTemplate(c.var.tenant, id)
    return c.json(templateOrRefuse(c, answer), 200)
  },
)
