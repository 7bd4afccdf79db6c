/** Why Stripe did not do what it was asked (https://docs.stripe.com/api/errors). `message` is Stripe's, for people. */
export type Failure =
  /** 401: the key was deleted, rolled, has expired (`api_key_expired`) or never was one. 403 `account_invalid`: the grant ended. */
  | { reason: 'unauthorized'; code: string | null; message: string }
  /** 403: names the missing permissions, and by the way the Stripe account. */
  | { reason: 'permission_missing'; permissions: string[]; stripeAccountId: string | null; message: string }
  /** 404, or a 400 about a cursor that is no more. */
  | { reason: 'not_found'; param: string | null; message: string }
  /** 429; `limitedBy` is the header Stripe-Rate-Limited-Reason, null with code `lock_timeout`: only that object is busy. */
  | { reason: 'rate_limited'; limitedBy: string | null; message: string }
  /** Any other 4xx. */
  | { reason: 'refused'; status: number; code: string | null; param: string | null; message: string }
  /** 5xx, no answer, or none in time. */
  | { reason: 'unreachable'; status: number | null; message: string }

interface SdkError {
  message?: unknown
  statusCode?: unknown
  code?: unknown
  param?: unknown
  headers?: Record<string, string>
}

/** Reads what the SDK throws; it never throws itself. */
export function readFailure(error: unknown): Failure {
  // By name: an error's message is no property that a rest would collect.
  const thrown: SdkError = typeof error === 'object' && error !== null ? error : {}
  const { statusCode, headers = {} } = thrown
  const status = typeof statusCode === 'number' ? statusCode : null
  const code = text(thrown.code)
  const param = text(thrown.param)
  const message = withoutKeys(text(thrown.message) ?? 'Stripe gave no reason.')
  if (status === 401) {
    const permissions = permissionsIn(message)
    return permissions.length > 0 ? missing(message, permissions) : { reason: 'unauthorized', code, message }
  }
  // The account has taken its grant back (https://docs.stripe.com/error-codes): no permission would help.
  if (code === 'account_invalid') return { reason: 'unauthorized', code, message }
  if (status === 403) return missing(message, permissionsIn(message))
  if (status === 404 || code === 'resource_missing') return { reason: 'not_found', param, message }
  if (status === 429 || code === 'rate_limit') {
    const limitedBy = headers['stripe-rate-limited-reason'] ?? (code === 'lock_timeout' ? null : 'global-rate')
    return { reason: 'rate_limited', limitedBy, message }
  }
  if (status !== null && status >= 400 && status < 500) return { reason: 'refused', status, code, param, message }
  return { reason: 'unreachable', status, message }
}

function missing(message: string, permissions: string[]): Failure {
  const stripeAccountId = /'(acct_[A-Za-z0-9]+)'/.exec(message)?.[1] ?? null
  return { reason: 'permission_missing', permissions, stripeAccountId, message }
}

/** Stripe's sentence: "Having the 'rak_plan_read' permission would allow this request to continue." */
function permissionsIn(message: string): string[] {
  return [...new Set(message.match(/rak_[a-z0-9_]+/g) ?? [])]
}

/** Stripe repeats a part of the key in its sentences; ours never do. */
function withoutKeys(message: string): string {
  return message.replaceAll(/\b[sr]k_(test|live|org)_[A-Za-z0-9*_]+/g, 'the key').slice(0, 500)
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
