import { createRoute, z } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { isoOfMs } from '../../domain/times.ts'
import { isoTime, noQuery } from '../schemas/common.ts'
import { authenticated, body, json, problemsOfPost } from '../schemas/documented.ts'
import { createRouter } from './router.ts'

const TEN_YEARS_SECONDS = 10 * 365 * 86_400

const clockInput = z.strictObject({ advance_seconds: z.int().min(1).max(TEN_YEARS_SECONDS) })
const clock = z.object({ now: isoTime }).openapi('Clock')

export const devClockRoutes = createRouter()

devClockRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/clock',
    tags: ['Development'],
    summary: 'Move the clock of one account and mode forward; 404 unless ENVIRONMENT is development',
    ...authenticated,
    request: { query: noQuery, body: body(clockInput) },
    responses: { 200: json(clock, 'The new time'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { advance_seconds: seconds } = c.req.valid('json')
    const { nowMs } = await accountStub(c.env, c.var.tenant).advanceClock(c.var.tenant, seconds)
    return c.json({ now: isoOfMs(nowMs) }, 200)
  },
)
