import type { Tenant } from '../domain/ids.ts'
import type { Search } from './customer-filter.ts'
import type { Source } from './customer-source.ts'
import { begins, checks, EACH_BY_NUMBER, gathered, HELD, IS_LISTED, isId, numbersById, Params } from './customer-sql.ts'
import { blockOf, EACH_OF_BLOCKS, hasTerm } from './term-blocks.ts'

/** A query for a part of the list, in order, but for its limit, which is the next parameter. */
export interface Leg {
  sql: string
  params: (string | number)[]
}

/** Where a list goes on: behind the row with this number and this text of its sort value (empty where it has none). */
export interface CustomerPosition {
  number: number
  value: string
}

interface Plan {
  tenant: Tenant
  search: Search
  source: Source
  after: CustomerPosition | null
}

const FIRST = -1
const LAST = Number.MAX_SAFE_INTEGER

/** What lists the customers behind `after`, one leg after the other. */
export function legsOf(tenant: Tenant, search: Search, source: Source, after: CustomerPosition | null): Leg[] {
  const plan = { tenant, search, source, after }
  if (search.order === 'created') return [createdLeg(plan)]
  if (search.order === 'match') return matchLegs(plan)
  return valueLegs(plan, search.order)
}

function leg(p: Params, value: string, from: string, where: string[], order: string): Leg {
  const conditions = [IS_LISTED, ...where].join(' AND ')
  return {
    sql: `SELECT c.number, ${value} AS value, c.body FROM ${from} WHERE ${conditions} ORDER BY ${order}`,
    params: p.values,
  }
}

function createdLeg({ tenant, search, source, after }: Plan): Leg {
  const p = new Params(tenant)
  const before = p.add(after?.number ?? LAST)
  const where = checks(p, search)
  if (source.way === 'in_order' && source.by !== null) {
    const behind = [
      hasTerm(p.add(source.by)),
      `b.block <= ${p.add(blockOf(after?.number ?? LAST))}`,
      `n.value < ${before}`,
    ]
    const from = `${EACH_OF_BLOCKS} ${EACH_BY_NUMBER} n.value`
    // By block first: it is read in that order, and only what is in one block has to be sorted.
    return leg(p, `''`, from, [...behind, ...where], 'b.block DESC, n.value DESC')
  }
  const from = source.way === 'gathered' ? gathered(p, source.by) : 'customers c INDEXED BY customers_by_number'
  return leg(p, `''`, from, [`c.number < ${before}`, ...where], 'c.number DESC')
}

/** First the customer whose id was typed, then by the first term that begins with the word: each customer once. */
function matchLegs({ tenant, search, source, after }: Plan): Leg[] {
  const [word, ...words] = search.words
  if (!word) return []
  const rest = { ...search, words }
  const legs: Leg[] = []
  if (!after?.value) {
    const p = new Params(tenant)
    const from = `(${numbersById(p, word)}) hit ${EACH_BY_NUMBER} hit.number`
    const where = [`c.number < ${p.add(after?.number ?? LAST)}`, isId(p, word), ...checks(p, rest)]
    legs.push(leg(p, `''`, from, where, 'c.number DESC'))
  }
  const p = new Params(tenant)
  const [value, number] = after?.value ? [after.value, after.number] : [word.prefix, FIRST]
  const behind = `(${p.add(value)}, ${p.add(number)})`
  const where = [`NOT ${isId(p, word)}`, ...checks(p, rest)]
  const first = begins(p, word)
  if (source.way === 'gathered') {
    const text = `substr(${HELD}, ${first} + 2)`
    const term = `substr(${text}, 1, instr(${text}, '"') - 1)`
    const from = gathered(p, source.by)
    return [
      ...legs,
      leg(p, term, from, [`${first} > 0`, `(${term}, c.number) > ${behind}`, ...where], 'value, c.number'),
    ]
  }
  const isTerm = `t.account_id = ?1 AND t.mode = ?2 AND (t.term, t.number) > ${behind} AND t.term < ${p.add(word.end)}`
  const isFirst = `instr(${HELD}, ',"' || t.term || '"') = ${first}`
  const from = `customer_terms t ${EACH_BY_NUMBER} t.number`
  return [...legs, leg(p, 't.term', from, [isTerm, isFirst, ...where], 't.term, t.number')]
}

const INDEXES = { mrr: 'customers_by_mrr', renewal_at: 'customers_by_renewal' }

/** Those with a value in its order, then those without. */
function valueLegs(
  { tenant, search, source, after }: Plan,
  order: { by: 'mrr' | 'renewal_at'; descending: boolean },
): Leg[] {
  const { by, descending } = order
  const column = `c.${by}`
  const span = by === 'renewal_at' ? search.renewing : null
  const rest = span ? { ...search, renewing: null } : search
  const way = descending ? 'DESC' : 'ASC'
  const from = (p: Params): string =>
    source.way === 'gathered' ? gathered(p, source.by) : `customers c INDEXED BY ${INDEXES[by]}`
  const legs: Leg[] = []
  if (after?.value !== '') {
    const p = new Params(tenant)
    const { low, high } = boundsOf(span, after, descending)
    const pair = ([value, number]: [number, number]): string => `(${p.add(value)}, ${p.add(number)})`
    const within = [`(${column}, c.number) > ${pair(low)}`, `(${column}, c.number) < ${pair(high)}`]
    legs.push(leg(p, column, from(p), [...within, ...checks(p, rest)], `${column} ${way}, c.number ${way}`))
  }
  if (span) return legs
  const p = new Params(tenant)
  const number = after?.value === '' ? after.number : null
  const behind = descending ? `c.number < ${p.add(number ?? LAST)}` : `c.number > ${p.add(number ?? FIRST)}`
  return [...legs, leg(p, 'NULL', from(p), [`${column} IS NULL`, behind, ...checks(p, rest)], `c.number ${way}`)]
}

type Pair = [value: number, number: number]

/** What lies behind `after` and within the span, both ends left out. */
function boundsOf(
  span: { from: number; before: number } | null,
  after: CustomerPosition | null,
  descending: boolean,
): { low: Pair; high: Pair } {
  const low: Pair = [span?.from ?? -LAST, FIRST]
  const high: Pair = [span?.before ?? LAST, FIRST]
  if (!after) return { low, high }
  const at: Pair = [Number(after.value), after.number]
  return descending ? { low, high: isLess(at, high) ? at : high } : { low: isLess(low, at) ? at : low, high }
}

function isLess(a: Pair, b: Pair): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
}
