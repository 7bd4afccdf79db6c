import { env } from 'cloudflare:workers'
import type { Tenant } from '../../../worker/domain/ids.ts'
import {
  type CustomerFilter,
  type CustomerPosition,
  type ListedCustomer,
  listCustomers,
} from '../../../worker/readmodel/customers.ts'
import type { CustomerProjection } from '../../../worker/readmodel/write-customers.ts'

/** What the documents say of a word, without terms. */
function hasWord({ body }: CustomerProjection, typed: string): boolean {
  const word = typed.normalize('NFKC').toLowerCase()
  const name = (body.name ?? '').toLowerCase()
  const email = (body.email ?? '').toLowerCase()
  const texts = [...name.split(' '), ...name.split(/[^\p{L}\p{N}]+/u), email, email.slice(email.indexOf('@') + 1)]
  const begins = !body.erased && texts.some((text) => text.startsWith(word))
  return begins || [body.id, body.user_id, ...body.stripe_customer_ids].includes(typed)
}

function isMeant(row: CustomerProjection, filter: CustomerFilter): boolean {
  const { body, renewalAt, mergedInto } = row
  const { q, stage, access, status, segment, tag, package: name, plan, renewing } = filter
  return [
    mergedInto === null,
    stage === undefined || body.stage === (stage === 'none' ? null : stage),
    access === undefined || body.access.state === access,
    status === undefined || body.subscription_status === (status === 'none' ? null : status),
    segment === undefined || body.segments.includes(segment),
    tag === undefined || body.tags.includes(tag),
    name === undefined || body.packages.includes(name),
    plan === undefined || body.plan?.price === plan || body.plan?.product === plan,
    !renewing || (renewalAt !== null && renewalAt >= renewing.from && renewalAt < renewing.before),
    (q ?? '').split(' ').every((word) => word === '' || hasWord(row, word)),
  ].every(Boolean)
}

/** The first term that begins with the longest word; nothing where it is an id. */
function matchOf({ body, terms }: CustomerProjection, q: string): string {
  const [word = ''] = q
    .toLowerCase()
    .split(' ')
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  if ([body.id, body.user_id, ...body.stripe_customer_ids].includes(word)) return ''
  return terms.find((term) => term.startsWith(`word:${word}`)) ?? ''
}

/** Ids in the order in which the list must answer them, found without an index. */
export function expectedIds(rows: readonly CustomerProjection[], filter: CustomerFilter): string[] {
  const { q, renewing } = filter
  const sort = filter.sort ?? (q ? 'match' : renewing ? 'renewal_date' : 'created')
  const value = (row: CustomerProjection): number | null => (sort.endsWith('mrr') ? row.mrr : row.renewalAt)
  const compare = (a: CustomerProjection, b: CustomerProjection): number => {
    if (sort === 'created') return b.number - a.number
    if (sort === 'match') {
      const [first, second] = [matchOf(a, q ?? ''), matchOf(b, q ?? '')]
      if (first !== second) return first < second ? -1 : 1
      return first === '' ? b.number - a.number : a.number - b.number
    }
    const [first, second, way] = [value(a), value(b), sort.startsWith('-') ? -1 : 1]
    if (first === null || second === null) {
      return Number(first === null) - Number(second === null) || way * (a.number - b.number)
    }
    return way * (first - second || a.number - b.number)
  }
  return rows
    .filter((row) => isMeant(row, filter))
    .sort(compare)
    .map(({ id }) => id)
}

/** Ids as the list answers them, page by page; it ends as well where one is answered twice. */
export async function listedIds(tenant: Tenant, filter: CustomerFilter, limit: number): Promise<string[]> {
  const ids: string[] = []
  let after: CustomerPosition | null = null
  while (new Set(ids).size === ids.length) {
    const page: ListedCustomer[] = await listCustomers(env.DB, tenant, filter, { limit, after })
    ids.push(...page.map(({ customer }) => customer.id))
    after = page.at(-1)?.position ?? null
    if (page.length < limit) break
  }
  return ids
}
