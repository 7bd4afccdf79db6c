import { isJsonObject } from './domain/json.ts'
import { fail, ok, type Result } from './domain/result.ts'

/** Half of what Stripe allows one kind of request a second (https://docs.stripe.com/rate-limits): the rest is the account's own. */
const DEFAULT_REQUESTS_PER_SECOND = 12
const MAX_REQUESTS_PER_SECOND = 1_000

export function parseRequestsPerSecond(value: string | undefined): Result<number, string> {
  if (!value) return ok(DEFAULT_REQUESTS_PER_SECOND)
  const number = Number(value)
  return Number.isInteger(number) && number >= 1 && number <= MAX_REQUESTS_PER_SECOND
    ? ok(number)
    : fail(
        `STRIPE_REQUESTS_PER_SECOND must be a whole number from 1 to ${MAX_REQUESTS_PER_SECOND}, or left out for 12.`,
      )
}

export function parseScope(value: string | undefined): Result<'read_write' | 'read_only', string> {
  if (!value || value === 'read_write') return ok('read_write')
  return value === 'read_only' ? ok(value) : fail('STRIPE_CONNECT_SCOPE must be read_write or read_only.')
}

/** `{"price_or_product_id": ["package"]}`; one package may stand alone as text. */
export function parsePriceMapping(value: string | undefined): Result<Record<string, string[]>, string> {
  if (!value?.trim()) return ok({})
  const problem = 'STRIPE_PRICE_MAPPING must be JSON like {"price_1": ["package-a"]}: price or product ids to packages.'
  try {
    const json: unknown = JSON.parse(value)
    if (!isJsonObject(json)) return fail(problem)
    const entries = Object.entries(json).map(([id, packages]) => [
      id,
      typeof packages === 'string' ? [packages] : packages,
    ])
    const valid = entries.every(
      ([, packages]) => Array.isArray(packages) && packages.every((name) => typeof name === 'string' && name !== ''),
    )
    return valid ? ok(Object.fromEntries(entries) as Record<string, string[]>) : fail(problem)
  } catch {
    return fail(problem)
  }
}
