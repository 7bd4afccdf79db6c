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

/** Whether webhooks may go to loopback; refused outside development, where it would open our own network to accounts. */
export function parseAllowPrivate(
  value: string | undefined,
  environment: 'production' | 'development',
): Result<boolean, string> {
  if (!value || value === 'false' || value === '0') return ok(false)
  if (value !== 'true' && value !== '1') return fail('ALLOW_PRIVATE_ENDPOINTS must be true or false.')
  return environment === 'development'
    ? ok(true)
    : fail('ALLOW_PRIVATE_ENDPOINTS must not be true outside development.')
}

/**
 * `{"price_or_product_id": ["package"]}`; one package may stand alone as text. The error names the entry that is wrong,
 * never what it holds.
 */
export function parsePriceMapping(value: string | undefined): Result<Record<string, string[]>, string> {
  if (!value?.trim()) return ok({})
  const json = parseJson(value)
  if (!isJsonObject(json)) return fail(`STRIPE_PRICE_MAPPING ${MAPPING_FORM}`)
  const entries = Object.entries(json).map(([id, packages]) => [
    id,
    typeof packages === 'string' ? [packages] : packages,
  ])
  for (const [id, packages] of entries as [string, unknown][]) {
    const wrong = wrongWithMapped(id, packages)
    if (wrong) return fail(`STRIPE_PRICE_MAPPING: ${wrong} It ${MAPPING_FORM}`)
  }
  return ok(Object.fromEntries(entries) as Record<string, string[]>)
}

const MAPPING_FORM = 'must be JSON like {"price_1": ["package-a"]}: price or product ids to packages.'
const MAX_SHOWN_CHARS = 60

function wrongWithMapped(id: string, packages: unknown): string | null {
  if (id.trim() === '') return 'a key is empty.'
  const key = JSON.stringify(id.length > MAX_SHOWN_CHARS ? `${id.slice(0, MAX_SHOWN_CHARS)}…` : id)
  if (!Array.isArray(packages)) return `${key} must have a list of packages.`
  if (packages.some((name) => typeof name !== 'string')) return `a package of ${key} is no text.`
  return packages.some((name) => name.trim() === '') ? `a package of ${key} has an empty name.` : null
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
