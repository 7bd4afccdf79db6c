import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import type { Automation as StoredAutomation } from '../../domain/automation/automation.ts'
import { listDocuments } from '../../readmodel/documents.ts'
import { automation, automationReport, presentAutomation, savedAutomation } from '../schemas/automation.ts'
import { automationInput, automationOf, automationPatchInput, automationPatchOf } from '../schemas/automation-input.ts'
import { idParam, listOf, noQuery, pageOnly } from '../schemas/common.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { presentJob } from '../schemas/job.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { run, runsOfQuery } from '../schemas/run.ts'
import { automationOrRefuse, noSuchAutomation, reportOf, storedAutomation } from './automation-answer.ts'
import { checkAutomation } from './automation-rules.ts'
import { askerOf } from './customer-answer.ts'
import { createRouter } from './router.ts'
import { pageOfRuns } from './run-list.ts'

export const automationRoutes = createRouter()

automationRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/automations',
    tags: ['Automations'],
    summary: 'Automations, newest first',
    ...authenticated,
    request: { query: pageOnly },
    responses: { 200: json(listOf(automation), 'A page of automations'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const page = { limit: limit + 1, after: decodeCursor('automations', after)?.number ?? null }
    const rows = await listDocuments<StoredAutomation>(c.env.DB, c.var.tenant, 'automation', page)
    return c.json(
      toPage(
        'automations',
        rows,
        limit,
        (row) => presentAutomation(row.body),
        (row) => row,
      ),
      200,
    )
  },
)

automationRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/automations',
    tags: ['Automations'],
    summary: 'Make an automation; a draft unless its status says otherwise',
    ...authenticatedPost,
    request: { query: noQuery, body: body(automationInput) },
    responses: { 201: json(savedAutomation, 'The automation'), ...problemsOfPost() },
  }),
  async (c) => {
    const input = automationOf(c.req.valid('json'))
    await checkAutomation(c, input, true)
    const answer = await accountStub(c.env, c.var.tenant).saveAutomation(c.var.tenant, null, input, askerOf(c))
    return c.json(automationOrRefuse(c, answer), 201)
  },
)

automationRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/automations/{id}',
    tags: ['Automations'],
    summary: 'One automation',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(automation, 'The automation'), ...problemsBehindAuth(404) },
  }),
  async (c) => c.json(presentAutomation(await storedAutomation(c, c.req.valid('param').id)), 200),
)

automationRoutes.openapi(
  createRoute({
    method: 'patch',
    path: '/automations/{id}',
    tags: ['Automations'],
    summary: 'Change an automation; a member that is left out stays, one that is sent is replaced whole',
    ...authenticated,
    request: { params: idParam, query: noQuery, body: body(automationPatchInput) },
    responses: { 200: json(savedAutomation, 'The automation'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { name, status, trigger, conditions, actions, reentry, goal, logOnly = false } = await storedAutomation(c, id)
    const patch = automationPatchOf(c.req.valid('json'))
    const input = { name, status, trigger, conditions, actions, reentry, goal, logOnly, ...patch }
    await checkAutomation(c, input, patch.trigger !== undefined)
    const answer = await accountStub(c.env, c.var.tenant).saveAutomation(c.var.tenant, id, input, askerOf(c))
    return c.json(automationOrRefuse(c, answer), 200)
  },
)

automationRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/automations/{id}',
    tags: ['Automations'],
    summary: 'Delete an automation and its versions; runs that wait end, and its runs stay to be read',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(savedAutomation, 'The automation that was'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const answer = await accountStub(c.env, c.var.tenant).deleteAutomation(c.var.tenant, id)
    if (!answer) throw noSuchAutomation(c)
    return c.json({ ...presentAutomation(answer.automation), job: answer.job && presentJob(answer.job) }, 200)
  },
)

automationRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/automations/{id}/runs',
    tags: ['Automations'],
    summary: 'Runs of an automation, newest first',
    ...authenticated,
    request: { params: idParam, query: runsOfQuery },
    responses: { 200: json(listOf(run), 'A page of runs'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { limit, after, ...filter } = c.req.valid('query')
    const { id } = await storedAutomation(c, c.req.valid('param').id)
    return c.json(await pageOfRuns(c, { ...filter, automation: id }, { limit, after }), 200)
  },
)

automationRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/automations/{id}/report',
    tags: ['Automations'],
    summary: 'What came of an automation, in figures',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(automationReport, 'The figures'), ...problemsBehindAuth(404) },
  }),
  async (c) => c.json(await reportOf(c, (await storedAutomation(c, c.req.valid('param').id)).id), 200),
)
