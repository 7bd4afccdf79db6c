import { createRoute } from '@hono/zod-openapi'
import { readRun } from '../../readmodel/runs.ts'
import { ProblemError } from '../errors.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { run, runQuery } from '../schemas/run.ts'
import { createRouter } from './router.ts'
import { pageOfRuns, runPresenter } from './run-list.ts'

export const runRoutes = createRouter()

runRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/runs',
    tags: ['Automations'],
    summary: 'Runs of all automations, newest first; stopped ones too',
    ...authenticated,
    request: { query: runQuery },
    responses: { 200: json(listOf(run), 'A page of runs'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after, ...filter } = c.req.valid('query')
    return c.json(await pageOfRuns(c, filter, { limit, after }), 200)
  },
)

runRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/runs/{id}',
    tags: ['Automations'],
    summary: 'One run: what it did step by step, and why it ended as it did',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(run, 'The run'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const found = await readRun(c.env.DB, c.var.tenant, c.req.valid('param').id)
    if (!found) throw new ProblemError('not_found', `There is no such run in ${c.var.tenant.mode} mode.`)
    return c.json((await runPresenter(c, [found]))(found), 200)
  },
)
