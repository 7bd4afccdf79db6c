import { createRoute } from '@hono/zod-openapi'
import type { JobKind } from '../../domain/job.ts'
import { setImportMonths } from '../../readmodel/connections-state.ts'
import { startJob } from '../../sync/start-job.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { noQuery } from '../schemas/common.ts'
import { importInput } from '../schemas/connection.ts'
import { authenticatedPost, json, optionalBody, problemsOfPost } from '../schemas/documented.ts'
import { type Job, job, presentJob } from '../schemas/job.ts'
import { storedConnection } from './connection-answer.ts'
import { createRouter } from './router.ts'

export const connectionJobRoutes = createRouter()

const responses = {
  202: json(job, 'The job; the one that runs already, where one of its kind does'),
  ...problemsOfPost(404),
}

connectionJobRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/connection/import',
    tags: ['Connection'],
    summary: 'Read the whole Stripe account again; automations stay off for what it brings',
    ...authenticatedPost,
    request: { query: noQuery, body: optionalBody(importInput) },
    responses,
  }),
  async (c) => {
    const stored = await storedConnection(c)
    const months = c.req.valid('json').import_months ?? stored.importMonths
    const answer = await begin(c, 'import', months)
    if (months !== stored.importMonths) await setImportMonths(c.env.DB, stored, months)
    return c.json(answer, 202)
  },
)

connectionJobRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/connection/catch-up',
    tags: ['Connection'],
    summary: 'Take in the events that Stripe has and no webhook brought',
    ...authenticatedPost,
    request: { query: noQuery },
    responses,
  }),
  async (c) => c.json(await begin(c, 'catch_up', (await storedConnection(c)).importMonths), 202),
)

connectionJobRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/catalog/sync',
    tags: ['Catalog'],
    summary: 'Read all products, prices and coupons again, and mark what is gone',
    ...authenticatedPost,
    request: { query: noQuery },
    responses,
  }),
  async (c) => c.json(await begin(c, 'catalog_sync', (await storedConnection(c)).importMonths), 202),
)

async function begin(c: AppContext, kind: JobKind, months: number): Promise<Job> {
  const answer = await startJob(c.env, c.var.tenant, { kind, months })
  if ('job' in answer) return presentJob(answer.job)
  if (answer.refused === 'import_running') {
    throw new ProblemError('import_running', 'An import is running, and does this too: wait until it has ended.')
  }
  throw new ProblemError(
    'nothing_to_read',
    'There is no key or grant to read with: connect the Stripe account by a restricted key or through Stripe first.',
  )
}
