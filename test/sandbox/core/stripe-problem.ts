export interface StripeProblemDetail {
  type?: string
  code?: string
  param?: string
  headers?: Record<string, string>
}

/** A refusal in Stripe's words; the server turns it into Stripe's error body. */
export class StripeProblem extends Error {
  override name = 'StripeProblem'
  readonly status: number
  readonly type: string
  readonly code: string | null
  readonly param: string | null
  readonly headers: Record<string, string>

  constructor(status: number, message: string, detail: StripeProblemDetail = {}) {
    super(message)
    this.status = status
    this.type = detail.type ?? 'invalid_request_error'
    this.code = detail.code ?? null
    this.param = detail.param ?? null
    this.headers = detail.headers ?? {}
  }

  /** The same refusal in other words. */
  with(message: string): StripeProblem {
    const { status, type, code, param, headers } = this
    return new StripeProblem(status, message, { type, headers, ...(code ? { code } : {}), ...(param ? { param } : {}) })
  }
}

export function missingResource(noun: string, id: string, param = 'id'): StripeProblem {
  return new StripeProblem(404, `No such ${noun}: '${id}'`, { code: 'resource_missing', param })
}

export function invalidParameter(message: string, param: string, code = 'parameter_invalid'): StripeProblem {
  return new StripeProblem(400, message, { code, param })
}
