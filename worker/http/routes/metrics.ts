import { createRoute } from '@hono/zod-openapi'
import { readMetrics } from '../../readmodel/metrics.ts'
import { refuseInput } from '../errors.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { metrics, metricsQuery, presentMetrics, type Range } from '../schemas/metrics.ts'
import { createRouter } from './router.ts'
import { tenantNowMs } from './tenant-rules.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const MAX_DAYS = 400

export const metricsRoutes = createRouter()

metricsRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/metrics',
    tags: ['Metrics'],
    summary: 'MRR and its movements by currency and day, events by hour, and how many of them failed',
    ...authenticated,
    request: { query: metricsQuery },
    responses: { 200: json(metrics, 'The figures'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { from, to } = c.req.valid('query')
    const range = rangeOf(from, to, await tenantNowMs(c))
    return c.json(presentMetrics(range, await readMetrics(c.env.DB, c.var.tenant, range)), 200)
  },
)

function rangeOf(from: string | undefined, to: string | undefined, nowMs: number): Range {
  const toMs = to === undefined ? nowMs : Date.parse(to)
  const fromMs = from === undefined ? toMs - DEFAULT_DAYS * DAY_MS : Date.parse(from)
  if (fromMs > toMs) refuseInput('/from', 'range_reversed', 'This must not be after `to`.')
  if (toMs - fromMs > MAX_DAYS * DAY_MS) {
    refuseInput('/from', 'range_too_long', `The range may have at most ${MAX_DAYS} days.`)
  }
  return { fromMs, toMs }
}
