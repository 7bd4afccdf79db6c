import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem } from './schemas/common.ts'

/** The one map from a reason to what is answered. `code` on the wire is the key. */
const REASONS = {
  json_invalid: [400, 'The body is not JSON'],
  mode_invalid: [422, 'Unknown mode'],
  idempotency_key_invalid: [422, 'Unusable Idempotency-Key'],
  request_invalid: [400, 'Bad request'],
  signature_invalid: [400, 'The signature does not match'],
  signature_missing: [400, 'The signature is missing'],
  timestamp_outside_tolerance: [400, 'The signature is too old'],
  payload_invalid: [400, 'Not a Stripe event'],
  credentials_missing: [401, 'Credentials are missing'],
  credentials_invalid: [401, 'Credentials are wrong'],
  api_key_revoked: [401, 'The API key is revoked'],
  api_key_expired: [401, 'The API key has expired'],
  session_missing: [401, 'Not signed in'],
  session_expired: [401, 'The session has ended'],
  link_unknown: [401, 'Unknown sign-in link'],
  link_used: [401, 'The sign-in link was used'],
  link_expired: [401, 'The sign-in link has expired'],
  mode_not_allowed: [403, 'The API key is for the other mode'],
  scope_insufficient: [403, 'The API key may only read'],
  operator_required: [403, 'Only the operator may do this'],
  origin_not_allowed: [403, 'The request comes from another site'],
  not_found: [404, 'Not found'],
  method_not_allowed: [405, 'Method not allowed'],
  connection_changed: [409, 'The connection was changed meanwhile'],
  stripe_account_differs: [409, 'Another Stripe account than before'],
  stripe_account_taken: [409, 'The Stripe account is connected elsewhere'],
  webhook_endpoint_limit: [409, 'No room for a webhook endpoint'],
  webhook_url_refused: [409, 'Stripe does not accept our address'],
  stripe_refused: [409, 'Stripe refused'],
  oauth_not_configured: [409, 'OAuth is not set up'],
  nothing_to_read: [409, 'Nothing can be read from Stripe'],
  import_running: [409, 'An import is running'],
  confirmation_outdated: [409, 'The number of events has changed'],
  event_not_replayable: [409, 'The event cannot be replayed'],
  payload_removed: [409, 'The payload was removed'],
  external_id_taken: [409, 'Another customer has this Stripe customer'],
  user_id_taken: [409, 'Another customer has this user id'],
  customers_not_mergeable: [409, 'These customers cannot be merged'],
  customer_erased: [409, 'The customer was erased'],
  segment_built_in: [409, 'The segment is built in'],
  segment_name_taken: [409, 'Another segment has this name'],
  segment_limit: [409, 'There are too many segments'],
  automation_limit: [409, 'There are too many automations'],
  template_limit: [409, 'There are too many templates'],
  template_in_use: [409, 'The template is in use'],
  endpoint_limit: [409, 'There are too many endpoints'],
  delivery_under_way: [409, 'The delivery is under way'],
  delivery_was_sent: [409, 'The delivery was sent'],
  idempotency_key_reused: [409, 'The Idempotency-Key was used for another request'],
  idempotency_key_in_use: [409, 'The first request with this Idempotency-Key is still running'],
  body_too_large: [413, 'The body is too large'],
  media_type_unsupported: [415, 'The body must be JSON'],
  validation_failed: [422, 'The input is not valid'],
  key_malformed: [422, 'Not a key that can be used'],
  key_wrong_mode: [422, 'The key is for the other mode'],
  key_refused: [422, 'Stripe does not accept the key'],
  permissions_missing: [422, 'The key lacks permissions'],
  upgrade_required: [426, 'A WebSocket is expected'],
  internal_error: [500, 'Something went wrong'],
  configuration_invalid: [503, 'Billhook is not configured'],
  migrations_missing: [503, 'The database is not migrated'],
  stripe_unavailable: [503, 'Stripe cannot be reached'],
  temporarily_unavailable: [503, 'Try again shortly'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>

export type Reason = keyof typeof REASONS

/** One thing wrong with the input; `pointer` is a JSON pointer into the body, or `/name` of a query parameter. */
export interface InputError {
  pointer: string
  code: string
  message: string
  /** Of a template: where in that member, from 1. */
  line?: number
  column?: number
}

export interface ProblemExtras {
  errors?: InputError[]
  headers?: Record<string, string>
  /** Further members of the problem, as RFC 9457 allows. */
  members?: Record<string, string | number>
}

/** Ends a request with a problem. `detail` is for the caller: it names what to do and never a secret. */
export class ProblemError extends Error {
  readonly reason: Reason
  readonly extras: ProblemExtras

  constructor(reason: Reason, detail: string, extras: ProblemExtras = {}) {
    super(detail)
    this.name = 'ProblemError'
    this.reason = reason
    this.extras = extras
  }
}

/** Ends a request with 422 for a rule that its schema cannot check; `pointer` as in `InputError`. */
export function refuseInput(pointer: string, code: string, message: string): never {
  throw invalidInput([{ pointer, code, message }])
}

/** The same for all of them; none is no reason to end. */
export function refuseInputs(errors: InputError[]): void {
  if (errors.length > 0) throw invalidInput(errors)
}

/** 422 for rules that a schema cannot check. */
export function invalidInput(errors: InputError[]): ProblemError {
  const [first] = errors
  const name = first?.pointer.slice(1) || 'body'
  return new ProblemError('validation_failed', `${name}: ${first?.message ?? 'The input is not valid.'}`, { errors })
}

export function newRequestId(): string {
  return `req_${crypto.randomUUID().replaceAll('-', '')}`
}

/** RFC 9457 `application/problem+json`, with the request's id in the body and as a header. */
export function problemResponse(
  requestId: string,
  reason: Reason,
  detail: string,
  { errors, headers = {}, members = {} }: ProblemExtras = {},
): Response {
  const [status, title] = REASONS[reason]
  const body: Problem = {
    type: `urn:billhook:problem:${reason}`,
    title,
    status,
    detail,
    code: reason,
    ...members,
    ...(errors && { errors }),
    request_id: requestId,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'Content-Type': 'application/problem+json', 'Request-Id': requestId },
  })
}
