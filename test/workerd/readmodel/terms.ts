import { env } from 'cloudflare:workers'
import { tallyTermsOf } from '../../../worker/domain/customer-terms.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { type CustomerProjection, upsertCustomers } from '../../../worker/readmodel/write-customers.ts'

/** Writes them, and answers how many rows that cost. */
export async function writeCustomers(tenant: Tenant, rows: CustomerProjection[]): Promise<number> {
  const results = await env.DB.batch(upsertCustomers(env.DB, tenant, rows))
  return results.reduce((written, { meta }) => written + meta.rows_written, 0)
}

/** Words and ids, each with whose it is: `7 word:alice`. */
export async function heldTerms(tenant: Tenant): Promise<string[]> {
  const { results } = await env.DB.prepare(
    'SELECT term, number FROM customer_terms WHERE account_id = ?1 AND mode = ?2',
  )
    .bind(tenant.accountId, tenant.mode)
    .all<{ term: string; number: number }>()
  return results.map(({ term, number }) => `${number} ${term}`).sort()
}

/** The rows of `term_blocks`, by term and block: `stage:trial 0` → `[7,3]`. */
export async function heldBlocks(tenant: Tenant): Promise<Record<string, string>> {
  const { results } = await env.DB.prepare(
    'SELECT term, block, numbers FROM term_blocks WHERE account_id = ?1 AND mode = ?2',
  )
    .bind(tenant.accountId, tenant.mode)
    .all<{ term: string; block: number; numbers: string }>()
  return Object.fromEntries(results.map(({ term, block, numbers }) => [`${term} ${block}`, numbers]))
}

/** What `heldTerms` must be. */
export function termsWith(rows: CustomerProjection[]): string[] {
  return listed(rows)
    .flatMap(({ number, terms }) => terms.filter((term) => !isCounted(terms, term)).map((term) => `${number} ${term}`))
    .sort()
}

/** What `heldBlocks` must be. */
export function blocksWith(rows: CustomerProjection[]): Record<string, string> {
  const blocks: Record<string, number[]> = {}
  for (const { number, terms } of listed(rows).sort((a, b) => b.number - a.number))
    for (const term of terms.filter((one) => isCounted(terms, one))) {
      const key = `${term} ${Math.floor(number / 64)}`
      blocks[key] = [...(blocks[key] ?? []), number]
    }
  return Object.fromEntries(Object.entries(blocks).map(([key, numbers]) => [key, JSON.stringify(numbers)]))
}

function listed(rows: CustomerProjection[]): CustomerProjection[] {
  return rows.filter(({ mergedInto }) => mergedInto === null)
}

function isCounted(terms: string[], term: string): boolean {
  return tallyTermsOf(terms).includes(term)
}
