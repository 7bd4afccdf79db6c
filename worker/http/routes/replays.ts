import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import type { Tenant } from '../../domain/ids.ts'
import { countEvents, listEventIds, readEvent } from '../../readmodel/events.ts'
import { ProblemError, refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { idParam, noQuery } from '../schemas/common.ts'
import { authenticatedPost, body, json, optionalBody, problemsOfPost } from '../schemas/documented.ts'
import {
  bulkReplayInput,
  eventDetail,
  presentEvent,
  replayInput,
  replayPreview,
  replayResult,
  selectionOf,
} from '../schemas/event.ts'
import { actionsOf } from './event-actions.ts'
import { createRouter } from './router.ts'

const IDS_PER_CALL = 500
/** What one request can hand over in time; more is done in windows of `received_after` and `received_before`. */
const MAX_REPLAYED = 50_000

export const replayRoutes = createRouter()

replayRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/events/replay',
    tags: ['Events'],
    summary: 'Replay all events that a filter selects, after confirming their number',
    ...authenticatedPost,
    request: { query: noQuery, body: body(bulkReplayInput) },
    responses: {
      200: json(replayPreview, 'Without `confirm`: how many would be replayed'),
      202: json(replayResult, 'Handed over'),
      ...problemsOfPost(),
    },
  }),
  async (c) => {
    const { filter, confirm } = c.req.valid('json')
    const selection = selectionOf(filter)
    const count = await countEvents(c.env.DB, c.var.tenant, selection)
    if (confirm === undefined) return c.json({ would_replay: count }, 200)
    if (confirm !== count) {
      throw new ProblemError(
        'confirmation_outdated',
        `The filter now selects ${count} events, not ${confirm}: send "confirm": ${count} to replay them.`,
        { members: { would_replay: count } },
      )
    }
    if (count > MAX_REPLAYED) {
      refuseInput('/filter', 'too_many_events', `At most ${MAX_REPLAYED} events at once: narrow the filter in time.`)
    }
    const ids = await listEventIds(c.env.DB, c.var.tenant, selection, count)
    return c.json(await replayInChunks(c, c.var.tenant, ids), 202)
  },
)

replayRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/events/{id}/replay',
    tags: ['Events'],
    summary: 'Decide an event once more; actions that ran do not run again unless forced',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery, body: optionalBody(replayInput) },
    responses: { 202: json(eventDetail, 'The event, pending until it is decided'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { force } = c.req.valid('json')
    const before = await readEvent(c.env.DB, c.var.tenant, id)
    if (!before) throw new ProblemError('not_found', `There is no such event in ${c.var.tenant.mode} mode.`)
    const { missing } = await accountStub(c.env, c.var.tenant).replay(c.var.tenant, { ids: [id], force })
    if (missing.length > 0) {
      throw new ProblemError('event_not_replayable', 'Retention has removed what this event brought.')
    }
    const after = (await readEvent(c.env.DB, c.var.tenant, id)) ?? before
    // The read model follows within moments: until it shows the new decision, the old one is out of date.
    const isDecided = after.event.processedAt !== before.event.processedAt
    const event = isDecided ? after.event : { ...after.event, outcome: 'pending' as const }
    return c.json(presentEvent(event, after.payload, await actionsOf(c, [event])), 202)
  },
)

async function replayInChunks(c: AppContext, tenant: Tenant, ids: string[]) {
  const total = { replayed: 0, missing: 0 }
  for (let start = 0; start < ids.length; start += IDS_PER_CALL) {
    const chunk = ids.slice(start, start + IDS_PER_CALL)
    const answer = await accountStub(c.env, tenant).replay(tenant, { ids: chunk, force: false })
    total.replayed += answer.replayed.length
    total.missing += answer.missing.length
  }
  return total
}
