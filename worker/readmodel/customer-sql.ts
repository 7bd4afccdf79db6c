import type { Tenant } from '../domain/ids.ts'
import type { Search, TypedWord } from './customer-filter.ts'
import type { Restriction } from './customer-source.ts'
import { EACH_OF_BLOCKS, hasTerm } from './term-blocks.ts'

/** Numbered parameters; ?1 and ?2 are the tenant. */
export class Params {
  readonly values: (string | number)[]

  constructor(tenant: Tenant) {
    this.values = [tenant.accountId, tenant.mode]
  }

  add(value: string | number): string {
    this.values.push(value)
    return `?${this.values.length}`
  }
}

/** Joins customers `c` by the number that follows; CROSS keeps what stands before it first. */
export const EACH_BY_NUMBER = 'CROSS JOIN customers c INDEXED BY customers_by_number ON c.number ='
export const IS_LISTED = 'c.account_id = ?1 AND c.mode = ?2 AND c.merged_into IS NULL'

/**
 * The row's terms as JSON with a comma before each. A comma and a quote stand together nowhere else, since quotes within a
 * string are escaped; so instr() finds a term, or what begins with a text, without reading a row of json_each for each.
 */
export const HELD = `(',' || substr(c.terms, 2))`

const IS_TENANT = 'account_id = ?1 AND mode = ?2'

/** Customers `c` that a restriction leaves, in no order; some may not be listed any more. */
export function gathered(p: Params, by: Restriction): string {
  return `(${numbersOf(p, by)}) hit ${EACH_BY_NUMBER} hit.number`
}

function numbersOf(p: Params, by: Restriction): string {
  if (by.kind === 'term') return `SELECT n.value AS number FROM ${EACH_OF_BLOCKS} WHERE ${hasTerm(p.add(by.term))}`
  if (by.kind === 'word') {
    const begins = `term >= ${p.add(by.word.prefix)} AND term < ${p.add(by.word.end)}`
    return `SELECT number FROM customer_terms WHERE ${IS_TENANT} AND ${begins} UNION ${numbersById(p, by.word)}`
  }
  return `SELECT number FROM customers INDEXED BY customers_by_renewal
          WHERE ${IS_TENANT} AND merged_into IS NULL AND renewal_at >= ${p.add(by.from)} AND renewal_at < ${p.add(by.before)}`
}

/** Of those whose id the word is. */
export function numbersById(p: Params, { ids, customerId }: TypedWord): string {
  const terms = ids.map((term) => p.add(term)).join(', ')
  return `SELECT number FROM customer_terms WHERE ${IS_TENANT} AND term IN (${terms})
          UNION SELECT number FROM customers WHERE ${IS_TENANT} AND id = ${p.add(customerId)}`
}

/** What a row must fulfil, as far as it is not known already. */
export function checks(p: Params, { terms, words, renewing }: Omit<Search, 'order'>): string[] {
  return [
    ...terms.map((term) => holds(p, term)),
    ...words.map((word) => `(${begins(p, word)} OR ${isId(p, word)})`),
    ...(renewing ? [`c.renewal_at >= ${p.add(renewing.from)}`, `c.renewal_at < ${p.add(renewing.before)}`] : []),
  ]
}

export function isId(p: Params, { ids, customerId }: TypedWord): string {
  return `(${ids.map((term) => holds(p, term)).join(' OR ')} OR c.id = ${p.add(customerId)})`
}

/** Where in the row's terms the first one begins that begins with the word; 0 where there is none. */
export function begins(p: Params, { prefix }: TypedWord): string {
  return `instr(${HELD}, ${p.add(`,"${prefix}`)})`
}

function holds(p: Params, term: string): string {
  return `instr(${HELD}, ${p.add(`,${JSON.stringify(term)}`)})`
}
