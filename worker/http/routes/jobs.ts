import { createRoute, z } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { JOB_KINDS } from '../../domain/job.ts'
import { listJobs, readJob } from '../../readmodel/jobs.ts'
import { ProblemError } from '../errors.ts'
import { idParam, listOf, noQuery, pageQuery } from '../schemas/common.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { job, presentJob } from '../schemas/job.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { createRouter } from './router.ts'

const jobsQuery = z.strictObject({ ...pageQuery, kind: z.enum(JOB_KINDS).optional() })

export const jobRoutes = createRouter()

jobRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/jobs',
    tags: ['Connection'],
    summary: 'Work that reads the Stripe account, newest first',
    ...authenticated,
    request: { query: jobsQuery },
    responses: { 200: json(listOf(job), 'A page of jobs'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after, kind } = c.req.valid('query')
    const position = decodeCursor('jobs', after)
    const page = { limit: limit + 1, after: position && { createdAtMs: position.number, id: position.id } }
    const rows = await listJobs(c.env.DB, c.var.tenant, { kind: kind ?? null }, page)
    const positionOf = ({ createdAtMs, id }: (typeof rows)[number]) => ({ number: createdAtMs, id })
    return c.json(toPage('jobs', rows, limit, presentJob, positionOf), 200)
  },
)

jobRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/jobs/{id}',
    tags: ['Connection'],
    summary: 'One job with its progress',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(job, 'The job'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { tenant } = c.var
    const { id } = c.req.valid('param')
    // One that has just begun is not in the read model yet.
    const found =
      (await readJob(c.env.DB, tenant, id)) ?? (await accountStub(c.env, tenant).jobWork(tenant, id))?.record
    if (!found) throw new ProblemError('not_found', `There is no such job in ${c.var.tenant.mode} mode.`)
    return c.json(presentJob(found), 200)
  },
)
