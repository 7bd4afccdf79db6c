import type { IncomingEvent, PageCommit } from '../account/rpc.ts'
import { modeOf } from '../domain/ids.ts'
import type { Lane } from '../domain/job-work.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { ok, type Result } from '../domain/result.ts'
import { readEnvelope } from '../stripe/envelope.ts'
import { SUBSCRIBED_EVENT_TYPES } from '../stripe/event-types.ts'
import type { Failure } from '../stripe/failure.ts'
import { emptyPage, type PageSource } from './read-page.ts'
import { PAGE_SIZE } from './stripe-lists.ts'

const PATH = '/v1/events'

/**
 * The next events of Stripe's list, oldest first: `ending_before` the newest one that is in. It begins at the last event
 * before the gap; where there is none that old, at the oldest there is (https://docs.stripe.com/api/events/list).
 */
export async function readEventsPage(source: PageSource, lane: Lane): Promise<Result<PageCommit, Failure>> {
  const { stripe, work } = source
  const page = lane.after === null ? await firstEvents(source) : await eventsAfter(source, lane.after)
  if (!page.ok) return page
  const { rows, anchor, last } = page.value
  return ok({
    ...emptyPage(work, 'events', lane),
    after: newestId(rows) ?? anchor,
    last,
    listed: rows.length,
    events: rows.toReversed().flatMap((row) => incoming(source, row)),
    requests: stripe.requests,
  })
}

/** `rows` newest first, as Stripe lists them; `anchor` is the place to go on from where there are none. */
interface Rows {
  rows: JsonObject[]
  anchor: string | null
  last: boolean
}

async function firstEvents(source: PageSource): Promise<Result<Rows, Failure>> {
  const since = source.work.since ?? 0
  const older = await list(source, { created: { lt: since }, limit: 1 })
  if (!older.ok) return older
  const anchor = newestId(older.value.rows)
  if (anchor !== null) return eventsAfter(source, anchor)
  const newest = await list(source, { created: { gte: since }, limit: PAGE_SIZE })
  if (!newest.ok || !newest.value.more)
    return newest.ok ? ok({ rows: newest.value.rows, anchor: null, last: true }) : newest
  return oldestPage(source, newest.value.rows)
}

/** Walks down to the oldest page; of the others only the place is kept. */
async function oldestPage(source: PageSource, from: JsonObject[]): Promise<Result<Rows, Failure>> {
  let rows = from
  for (;;) {
    const oldest = rows.at(-1)
    const next = await list(source, { starting_after: String(oldest?.id), limit: PAGE_SIZE })
    if (!next.ok) return next
    if (next.value.rows.length > 0) rows = next.value.rows
    if (!next.value.more) return ok({ rows, anchor: null, last: false })
  }
}

async function eventsAfter(source: PageSource, after: string): Promise<Result<Rows, Failure>> {
  const page = await list(source, { ending_before: after, limit: PAGE_SIZE })
  return page.ok ? ok({ rows: page.value.rows, anchor: after, last: !page.value.more }) : page
}

async function list(
  { stripe }: PageSource,
  params: Parameters<PageSource['stripe']['get']>[1],
): Promise<Result<{ rows: JsonObject[]; more: boolean }, Failure>> {
  const answer = await stripe.get(PATH, params)
  if (!answer.ok) return answer
  const rows = Array.isArray(answer.value.data) ? answer.value.data.filter(isJsonObject) : []
  return ok({ rows, more: answer.value.has_more === true && rows.length > 0 })
}

function newestId(rows: JsonObject[]): string | null {
  return typeof rows[0]?.id === 'string' ? rows[0].id : null
}

/** Only what our endpoint would have brought, and nothing of the other mode. */
function incoming({ mode }: PageSource, row: JsonObject): IncomingEvent[] {
  const read = readEnvelope(row)
  if (!read.ok || modeOf(read.value.livemode) !== mode || !SUBSCRIBED_EVENT_TYPES.includes(read.value.type)) return []
  const { body, livemode: _livemode, stripeAccount: _stripeAccount, ...event } = read.value
  return [{ ...event, source: 'catch_up', payload: JSON.stringify(body) }]
}
