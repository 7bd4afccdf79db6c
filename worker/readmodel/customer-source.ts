import type { Tenant } from '../domain/ids.ts'
import type { Search, TypedWord } from './customer-filter.ts'
import { readTallies } from './tallies.ts'

/** A condition that an index answers. */
export type Restriction =
  | { kind: 'term'; term: string }
  | { kind: 'word'; word: TypedWord }
  | { kind: 'renewing'; from: number; before: number }

/**
 * Where a list's rows come from: read in the order asked for (`by` a term, where newest first is asked for), or gathered
 * by a restriction that few have, and sorted.
 */
export type Source = { way: 'in_order'; by: string | null } | { way: 'gathered'; by: Restriction }

/** So many customers are gathered and sorted rather than looked for among all others. */
const FEW = 500

/**
 * One condition in the order that suits it reads at most four rows for each that it shows, and of a term up to a block
 * more, however many customers there are. Of several (or one in another order) the rarest decides: where at most 500
 * customers have it, those are read and sorted, at most four rows each. Otherwise the order's own index is read and the rest is checked in each row until the page is full: at
 * worst all rows of the rarest term (newest first), of the longest word (by match), or of the tenant (by a value).
 */
export async function chooseSource(db: D1Database, tenant: Tenant, search: Search, limit: number): Promise<Source> {
  const { order, terms, words, renewing } = search
  const all: Restriction[] = [
    ...terms.map((term): Restriction => ({ kind: 'term', term })),
    ...words.map((word): Restriction => ({ kind: 'word', word })),
    ...(renewing ? [{ kind: 'renewing' as const, ...renewing }] : []),
  ]
  const suits = (one: Restriction): boolean => {
    if (order === 'created') return one.kind === 'term'
    if (order === 'match') return one.kind === 'word' && one.word === words[0]
    return one.kind === 'renewing' && order.by === 'renewal_at'
  }
  const [only, ...others] = all
  if (!only || (others.length === 0 && suits(only))) return inOrder(only)
  const sized = await sizesOf(db, tenant, all, limit)
  const rarest = rarestOf(sized)
  if (rarest && !suits(rarest.of) && rarest.size <= FEW) return { way: 'gathered', by: rarest.of }
  return inOrder(order === 'created' ? rarestOf(sized.filter(({ of }) => suits(of)))?.of : undefined)
}

interface Sized {
  of: Restriction
  size: number
}

function inOrder(by: Restriction | undefined): Source {
  return { way: 'in_order', by: by?.kind === 'term' ? by.term : null }
}

function rarestOf(sized: Sized[]): Sized | undefined {
  return sized.reduce<Sized | undefined>((rarest, one) => (rarest && rarest.size <= one.size ? rarest : one), undefined)
}

/** Terms are counted already; the rest is counted here: first to a page, then to what is few, and no further. */
async function sizesOf(db: D1Database, tenant: Tenant, all: Restriction[], limit: number): Promise<Sized[]> {
  const terms = all.filter((one) => one.kind === 'term')
  const uncounted = all.filter((one) => one.kind !== 'term')
  const names = terms.map(({ term }) => term)
  const tallies = await readTallies(db, tenant, names)
  const counted = terms.map((of): Sized => ({ of, size: tallies.get(of.term) ?? 0 }))
  if (uncounted.length === 0) return counted
  const upTo = async (most: number): Promise<Sized[]> => {
    const answers = await db.batch<{ n: number }>(uncounted.map((of) => countUpTo(db, tenant, of, most + 1)))
    return uncounted.map((of, at) => {
      const n = answers[at]?.results[0]?.n ?? 0
      return { of, size: n > most ? Number.POSITIVE_INFINITY : n }
    })
  }
  const roughly = [...counted, ...(await upTo(limit))]
  return roughly.some(({ size }) => size <= FEW) ? roughly : [...counted, ...(await upTo(FEW))]
}

function countUpTo(
  db: D1Database,
  tenant: Tenant,
  of: Exclude<Restriction, { kind: 'term' }>,
  most: number,
): D1PreparedStatement {
  const [from, low, end] =
    of.kind === 'word'
      ? ['customer_terms WHERE term >= ?3 AND term < ?4', of.word.prefix, of.word.end]
      : [
          `customers INDEXED BY customers_by_renewal
           WHERE merged_into IS NULL AND renewal_at >= ?3 AND renewal_at < ?4`,
          of.from,
          of.before,
        ]
  return db
    .prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM ${from} AND account_id = ?1 AND mode = ?2 LIMIT ?5)`)
    .bind(tenant.accountId, tenant.mode, low, end, most)
}
