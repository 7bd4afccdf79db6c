import { ANY_TIME, type CreatedRange, type ObjectTable } from '../object-table.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter } from '../stripe-problem.ts'
import { readLimit, take } from './lists.ts'
import type { Params } from './params.ts'
import type { Resource } from './resources.ts'

type Json = Record<string, unknown>
type Keep = (object: Json) => boolean

export interface SearchPage {
  object: 'search_result'
  data: object[]
  has_more: boolean
  next_page: string | null
  url: string
  /** Only when it was expanded. */
  total_count?: number
}

/** Stripe counts exactly up to here. */
const MAX_COUNTED = 10_000

/** Kind of object → the fields that can be searched, besides `created` and `metadata`. */
const FIELDS: Record<string, readonly string[]> = {
  charges: ['amount', 'currency', 'customer', 'disputed', 'refunded', 'status'],
  customers: ['email', 'name', 'phone'],
  invoices: ['currency', 'customer', 'number', 'status', 'subscription', 'total'],
  payment_intents: ['amount', 'currency', 'customer', 'status'],
  prices: ['active', 'currency', 'lookup_key', 'product', 'type'],
  products: ['active', 'name', 'url'],
  subscriptions: ['canceled_at', 'status'],
}

export function isSearchable(path: string): boolean {
  return path in FIELDS
}

/** One page of what matches Stripe's search language, newest first (https://docs.stripe.com/search). */
export function searchResources(
  stripe: StripeSandbox,
  path: string,
  resource: Resource,
  params: Params,
  withTotal: boolean,
): SearchPage {
  const { range, keep } = parseQuery(path, params.needText('query'))
  const limit = readLimit(params)
  const after = params.text('page') ?? undefined
  params.finish()
  const table = resource.table(stripe) as unknown as ObjectTable<{ id: string }>
  const cursor = after === undefined ? undefined : cursorIn(after)
  if (cursor !== undefined && !table.knew(cursor)) throw invalidParameter('Invalid page token.', 'page')
  const matches = (object: { id: string }) => keep?.(object as unknown as Json) ?? true
  const found = take(table.newestFirst(cursor, range), matches, limit + 1)
  const data = found.slice(0, limit)
  const hasMore = found.length > limit
  return {
    object: 'search_result',
    data,
    has_more: hasMore,
    next_page: hasMore ? btoa((data.at(-1) as { id: string }).id) : null,
    url: `/v1/${path}/search`,
    ...(withTotal ? { total_count: Math.min(total(table, range, keep && matches), MAX_COUNTED) } : {}),
  }
}

function total<T extends { id: string }>(
  table: ObjectTable<T>,
  range: CreatedRange,
  keep: ((object: T) => boolean) | null,
): number {
  if (!keep) return table.countOf(range)
  return take(table.newestFirst(undefined, range), keep, MAX_COUNTED).length
}

/** `keep` is null where the time alone decides, which is counted without looking at the objects. */
function parseQuery(path: string, query: string): { range: CreatedRange; keep: Keep | null } {
  const texts = query.split(/\s+(AND|OR)\s+/i)
  const joints = new Set(texts.filter((_, index) => index % 2 === 1).map((joint) => joint.toUpperCase()))
  if (joints.size > 1) throw invalidParameter('You cannot combine AND and OR in one query.', 'query')
  const clauses = texts.filter((_, index) => index % 2 === 0).map((text) => parseClause(path, text))
  const checks = clauses.map((clause) => matcherOf(clause))
  if (joints.has('OR')) return { range: ANY_TIME, keep: (object) => checks.some((check) => check(object)) }
  const timed = clauses.filter(({ field, negated }) => field === 'created' && !negated)
  const range = timed
    .map(rangeOf)
    .reduce((a, b) => ({ min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) }), ANY_TIME)
  return { range, keep: timed.length === clauses.length ? null : (object) => checks.every((check) => check(object)) }
}

interface Clause {
  field: string
  operator: string
  value: string
  negated: boolean
}

const CLAUSE = /^(-)?([a-z_.]+(?:\[['"][^'"]+['"]\])?)(:|~|>=|<=|>|<|=)(?:'([^']*)'|"([^"]*)"|(\d+|null))$/

function parseClause(path: string, text: string): Clause {
  const [, minus, field, operator, single, double, bare] = CLAUSE.exec(text.trim()) ?? []
  if (!field || !operator) throw invalidParameter(`We were unable to parse your search query: ${text}`, 'query')
  const known = field === 'created' || field.startsWith('metadata[') || FIELDS[path]?.includes(field)
  if (!known) {
    throw invalidParameter(`Field \`${field}\` is an unsupported search field for resource \`${path}\`.`, 'query')
  }
  return { field, operator, value: single ?? double ?? bare ?? '', negated: minus !== undefined }
}

function rangeOf({ operator, value }: Clause): CreatedRange {
  const at = Number(value)
  switch (operator) {
    case '>':
      return { ...ANY_TIME, min: at + 1 }
    case '>=':
      return { ...ANY_TIME, min: at }
    case '<':
      return { ...ANY_TIME, max: at - 1 }
    case '<=':
      return { ...ANY_TIME, max: at }
    default:
      return { min: at, max: at }
  }
}

function matcherOf(clause: Clause): Keep {
  const [, key] = /^metadata\[['"](.+)['"]\]$/.exec(clause.field) ?? []
  const read = (object: Json) =>
    key === undefined ? object[clause.field] : (object.metadata as Json | undefined)?.[key]
  const holds = (value: unknown): boolean => {
    if (clause.operator === ':') return clause.value === 'null' ? value == null : String(value ?? '') === clause.value
    if (clause.operator === '~')
      return String(value ?? '')
        .toLowerCase()
        .includes(clause.value.toLowerCase())
    const { min, max } = rangeOf(clause)
    return typeof value === 'number' && value >= min && value <= max
  }
  return (object) => holds(read(object)) !== clause.negated
}

function cursorIn(page: string): string {
  try {
    return atob(page)
  } catch {
    throw invalidParameter('Invalid page token.', 'page')
  }
}
