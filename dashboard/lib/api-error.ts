import type { Problem } from './api-types.ts'

const SILENT = 'Billhook did not answer. It may be starting, or your network is down.'

/** What the API refused, or why it could not be asked. `status` is 0 where no answer came at all. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly fields: NonNullable<Problem['errors']>
  /** All that the problem said, its own members such as `new_stripe_account` among them. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail || problem.title || (isUnreachable(status) ? SILENT : `The server answered ${status}.`))
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? 'unknown'
    this.requestId = problem.request_id ?? null
    this.fields = problem.errors ?? []
    this.members = { ...problem }
  }

  /** No answer, or one that a proxy gave because nothing stood behind it; Billhook telling that Stripe is down is neither. */
  get unreachable(): boolean {
    return isUnreachable(this.status) && this.code !== 'stripe_unavailable'
  }
}

function isUnreachable(status: number): boolean {
  return status === 0 || status === 502 || status === 503 || status === 504
}

/** The error of one field of a form, by its JSON pointer (`/secret`), or null. */
export function fieldError(error: unknown, pointer: string): string | null {
  if (!(error instanceof ApiError)) return null
  return error.fields.find((field) => field.pointer === pointer)?.message ?? null
}

export function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}
