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

/** One page of a kind of object, newest first, by `limit`, cursors, `created` and the kind's own filters. */
export function listResources(stripe: StripeSandbox, path: string, resource: Resource, params: Params): Page<object> {
  const limit = readLimit(params)
  const after = params.text('starting_after') ?? undefined
  const before = params.text('ending_before') ?? undefined
  const keep = filtersOf(path, resource, params)
  params.finish()
  if (after && before) {
    throw invalidParameter(
      'You may only specify one of these parameters: starting_after, ending_before.',
      'starting_after',
    )
  }
  const table = resource.table(stripe)
  const cursor = before ?? after
  if (cursor && !table.knew(cursor))
    throw missingResource(resource.noun, cursor, before ? 'ending_before' : 'starting_after')
  const found = take(before ? table.oldestFirst(before) : table.newestFirst(after), keep, limit + 1)
  const data = found.slice(0, limit)
  return {
    object: 'list',
    data: before ? data.reverse() : data,
    has_more: found.length > limit,
    url: `/v1/${path}`,
  }
}

export function readLimit(params: Params): number {
  const limit = params.integer('limit') ?? DEFAULT_LIMIT
  if (limit < 1 || limit > MAX_LIMIT) {
    throw invalidParameter(`This value must be between 1 and ${MAX_LIMIT}: ${limit}`, 'limit')
  }
  return limit
}

/** `created=5`, or `created[gt|gte|lt|lte]=5`. */
export function createdFilter(params: Params): (created: number) => boolean {
  if (!params.has('created')) return () => true
  const range = readRange(params)
  return (created) =>
    (range.gt === undefined || created > range.gt) &&
    (range.gte === undefined || created >= range.gte) &&
    (range.lt === undefined || created < range.lt) &&
    (range.lte === undefined || created <= range.lte)
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

function readRange(params: Params): Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>> {
  if (params.isText('created')) {
    const exactly = params.integer('created')
    return exactly === undefined ? {} : { gte: exactly, lte: exactly }
  }
  const hash = params.hash('created')
  if (!hash) return {}
  const range: Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>> = {}
  for (const name of ['gt', 'gte', 'lt', 'lte'] as const) {
    const value = hash.integer(name)
    if (value !== undefined) range[name] = value
  }
  hash.finish()
  return range
}

function filtersOf(path: string, resource: Resource, params: Params): Keep {
  const created = createdFilter(params)
  const checks: Keep[] = [(object) => typeof object.created !== 'number' || created(object.created)]
  for (const [name, matches] of Object.entries(resource.filters)) {
    const value = params.text(name)
    if (value != null) checks.push((object) => matches(object, value))
  }
  const usual = defaultFilter(path)
  if (usual && !params.has('status')) checks.push((object) => usual(object, ''))
  return (object) => checks.every((check) => check(object))
}
