import type { PageCommit, Snapshot } from '../account/rpc.ts'
import type { Mode } from '../domain/ids.ts'
import type { Skipped } from '../domain/job.ts'
import { objectTypeOfList } from '../domain/job-lists.ts'
import type { JobWork, Lane, PageRead } from '../domain/job-work.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Failure } from '../stripe/failure.ts'
import { completeLists } from './embedded-lists.ts'
import type { PacedStripe } from './paced-stripe.ts'
import { type ObjectList, pageRequest, totalRequest } from './stripe-lists.ts'

/** What does not fit a row of two megabytes can never be kept; a character is up to three bytes. */
const MAX_OBJECT_CHARS = 600_000

export interface PageSource {
  /** Of this page alone: its count is the page's. */
  stripe: PacedStripe
  mode: Mode
  work: JobWork
}

/**
 * One page of a list of objects, as snapshots of the second in which it was asked for. A list that the key may not read is
 * left out and said so; a cursor whose object is gone goes on by time.
 */
export async function readPage(source: PageSource, list: ObjectList, lane: Lane): Promise<Result<PageCommit, Failure>> {
  const { stripe, work } = source
  const page = emptyPage(work, list, lane)
  const asOf = Math.floor(Date.now() / 1000)
  const { path, params } = pageRequest(list, lane)
  const answer = await stripe.get(path, params)
  if (!answer.ok) {
    const { error } = answer
    if (error.reason === 'permission_missing')
      return ok({ ...page, last: true, requests: 1, skipped: [notPermitted(list, error.permissions)] })
    if (error.reason === 'not_found' && lane.after !== null && lane.oldest !== null)
      return ok({ ...page, after: null, lt: lane.oldest + 1, requests: 1 })
    return answer
  }
  const rows = Array.isArray(answer.value.data) ? answer.value.data.filter(isJsonObject) : []
  const taken = await takeRows(source, list, rows, asOf)
  if (!taken.ok) return taken
  const last = rows.at(-1)
  const more = answer.value.has_more === true && last !== undefined
  const total = more && !work.pages[list] ? await readTotal(stripe, list, lane) : null
  return ok({
    ...page,
    after: typeof last?.id === 'string' ? last.id : lane.after,
    oldest: typeof last?.created === 'number' ? last.created : null,
    last: !more,
    listed: rows.length,
    total,
    objects: taken.value.objects,
    skipped: taken.value.skipped,
    requests: stripe.requests,
  })
}

export function emptyPage(work: JobWork, list: PageRead['list'], lane: Lane): PageCommit {
  return {
    ...{
      jobId: work.record.id,
      driver: work.driver,
      list,
      laneId: lane.id,
      from: lane.after,
      after: lane.after,
      oldest: null,
      lt: null,
    },
    ...{ last: false, listed: 0, skipped: [], requests: 0, total: null, objects: [], events: [] },
  }
}

async function takeRows(
  { stripe, mode, work }: PageSource,
  list: ObjectList,
  rows: JsonObject[],
  asOf: number,
): Promise<Result<{ objects: Snapshot[]; skipped: Skipped[] }, Failure>> {
  const objectType = objectTypeOfList(list)
  const objects: Snapshot[] = []
  const skipped: Skipped[] = []
  for (const row of rows) {
    const whole = await completeLists(stripe, objectType, row)
    // Deleted since it was listed: its event, or the look through what is held, tells.
    if (!whole.ok && whole.error.reason === 'not_found') continue
    if (!whole.ok) return whole
    const refusal = refusalOf(list, whole.value, mode)
    if (refusal) skipped.push(refusal)
    else objects.push({ objectType, objectId: String(row.id), asOf, object: whole.value, source: sourceOf(work) })
  }
  return ok({ objects, skipped })
}

function sourceOf({ record }: JobWork): Snapshot['source'] {
  return record.kind === 'import' ? 'import' : 'resync'
}

function refusalOf(resource: ObjectList, object: JsonObject, mode: Mode): Skipped | null {
  const { id, livemode } = object
  if (typeof id !== 'string' || id === '' || id.length > 255)
    return { resource, reason: 'no_id', count: 1, examples: [], detail: 'Stripe listed an object without a usable id.' }
  const examples = [id]
  if (typeof livemode === 'boolean' && livemode !== (mode === 'live'))
    return { resource, reason: 'wrong_mode', count: 1, examples, detail: `Not of ${mode} mode, so it is none of ours.` }
  if (JSON.stringify(object).length > MAX_OBJECT_CHARS)
    return { resource, reason: 'too_large', count: 1, examples, detail: 'Larger than a row may be: it cannot be kept.' }
  return null
}

function notPermitted(resource: ObjectList, permissions: string[]): Skipped {
  const names = permissions.join(' or ') || 'the permission for it'
  return {
    resource,
    reason: 'permission_missing',
    count: 0,
    examples: [],
    detail: `The key may not read ${resource}: it lacks ${names}. Add it in Stripe, then import again.`,
  }
}

/** A figure for the progress bar: where Stripe's search cannot tell, none is shown. */
async function readTotal(stripe: PacedStripe, list: ObjectList, lane: Lane): Promise<number | null> {
  const request = totalRequest(list, lane)
  const answer = request && (await stripe.get(request.path, request.params))
  const total = answer?.ok ? answer.value.total_count : null
  return typeof total === 'number' ? total : null
}
