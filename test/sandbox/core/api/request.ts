import type { FormHash } from '../form.ts'

/** A request to the Stripe API, already parsed. */
export interface ApiRequest {
  method: string
  /** Without the query. */
  path: string
  /** Lower-case names. */
  headers: Record<string, string>
  query: FormHash
  form: FormHash
}

export interface ApiAnswer {
  status: number
  body: object
  headers?: Record<string, string>
}
