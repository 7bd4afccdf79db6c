import { ANY_TIME, type CreatedRange } from '../object-table.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter, missingResource } from '../stripe-problem.ts'
import type { Params } from './params.ts'
import { defaultFilter, type Resource } from './resources.ts'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 100

export interface Page<T> {
  object: 'list'
  data: T[]
  has_more: boolean
  url: string
}

type Keep = (object: Record<string, unknown>) => boolean

/** Where in a list a page begins; at most one of the cursors is set. */
export interface Cursors {
  limit: number
  after: string | undefined
  before: string | undefined
}

/** One page of a kind of object, newest first, by `limit`, cursors, `created` and the kind's own filters. */
export function listResources(stripe: StripeSandbox, path: string, resource: Resource, params: Params): Page<object> {
  const { limit, after, before } = readCursors(params)
  const range = createdRange(params)
  const keep = filtersOf(path, resource, params)
  params.finish()
  const table = resource.table(stripe)
  const cursor = before ?? after
  if (cursor && !table.knew(cursor))
    throw missingResource(resource.noun, cursor, before ? 'ending_before' : 'starting_after')
  const found = take(before ? table.oldestFirst(before, range) : table.newestFirst(after, range), keep, limit + 1)
  const data = found.slice(0, limit)
  return {
    object: 'list',
    data: before ? data.reverse() : data,
    has_more: found.length > limit,
    url: `/v1/${path}`,
  }
}

/** One page of what an object holds, in its own order: the items of a subscription, the lines of an invoice. */
export function pageOf<T extends { id: string }>(
  whole: readonly T[],
  noun: string,
  url: string,
  params: Params,
): Page<T> {
  const { limit, after, before } = readCursors(params)
  params.finish()
  const positionOf = (id: string, param: string) => {
    const position = whole.findIndex((element) => element.id === id)
    if (position < 0) throw missingResource(noun, id, param)
    return position
  }
  const rest = before
    ? whole.slice(0, positionOf(before, 'ending_before'))
    : whole.slice(after ? positionOf(after, 'starting_after') + 1 : 0)
  const data = before ? rest.slice(-limit) : rest.slice(0, limit)
  return { object: 'list', data, has_more: rest.length > limit, url }
}

export function readCursors(params: Params): Cursors {
  const limit = readLimit(params)
  const after = params.text('starting_after') ?? undefined
  const before = params.text('ending_before') ?? undefined
  if (after && before) {
    throw invalidParameter(
      'You may only specify one of these parameters: starting_after, ending_before.',
      'starting_after',
    )
  }
  return { limit, after, before }
}

export function readLimit(params: Params): number {
  const limit = params.integer('limit') ?? DEFAULT_LIMIT
  if (limit < 1 || limit > MAX_LIMIT) {
    throw invalidParameter(`This value must be between 1 and ${MAX_LIMIT}: ${limit}`, 'limit')
  }
  return limit
}

/** `created=5`, or `created[gt|gte|lt|lte]=5`. */
export function createdRange(params: Params): CreatedRange {
  if (!params.has('created')) return ANY_TIME
  if (params.isText('created')) {
    const exactly = params.integer('created')
    return exactly === undefined ? ANY_TIME : { min: exactly, max: exactly }
  }
  const hash = params.hash('created')
  if (!hash) return ANY_TIME
  const after = hash.integer('gt') ?? ANY_TIME.min
  const from = hash.integer('gte') ?? ANY_TIME.min
  const before = hash.integer('lt') ?? ANY_TIME.max
  const to = hash.integer('lte') ?? ANY_TIME.max
  hash.finish()
  return { min: Math.max(after + 1, from), max: Math.min(before - 1, to) }
}

export function take<T>(objects: Iterable<T>, keep: (object: T) => boolean, count: number): T[] {
  const found: T[] = []
  for (const object of objects) {
    if (!keep(object)) continue
    found.push(object)
    if (found.length === count) break
  }
  return found
}

function filtersOf(path: string, resource: Resource, params: Params): Keep {
  const checks: Keep[] = []
  for (const [name, matches] of Object.entries(resource.filters)) {
    const value = params.text(name)
    if (value != null) checks.push((object) => matches(object, value))
  }
  const usual = defaultFilter(path)
  if (usual && !params.has('status')) checks.push((object) => usual(object, ''))
  return (object) => checks.every((check) => check(object))
}
