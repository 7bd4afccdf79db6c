import type { Mode } from '../../worker/domain/ids.ts'
import { ApiError } from './api-error.ts'
import type { Problem } from './api-types.ts'
import { reportReachable } from './reachability.ts'

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Left out only where the answer does not depend on the mode. */
  mode?: Mode
  query?: Record<string, string | number | undefined>
  body?: unknown
  /** Makes a repeated POST safe: the API repeats its first answer. */
  idempotencyKey?: string
  /** Longer where the API has to ask Stripe many things before it answers. */
  timeoutMs?: number
  signal?: AbortSignal
}

const TIMEOUT_MS = 20_000

/** A page of an API list. */
export interface Page<T> {
  object: 'list'
  data: T[]
  has_more: boolean
  next_cursor: string | null
}

/** Asks the API with the session cookie; throws ApiError for everything but 2xx. `null` for an answer without body. */
export async function callApi<T>(path: string, request: ApiRequest = {}): Promise<T> {
  const response = await sendOrThrow(path, request, 'application/json')
  return (response.status === 204 ? null : await response.json()) as T
}

/** A file that the API makes: by a request and not by a link, since the mode is told in a header. */
export async function fetchFile(path: string, type: string, request: ApiRequest = {}): Promise<Blob> {
  const response = await sendOrThrow(path, request, type)
  return response.blob()
}

async function sendOrThrow(path: string, request: ApiRequest, accept: string): Promise<Response> {
  const response = await send(path, request, accept)
  if (response.ok) {
    reportReachable(true)
    return response
  }
  const error = new ApiError(response.status, await readProblem(response))
  reportReachable(!error.unreachable)
  throw error
}

async function send(path: string, request: ApiRequest, accept: string): Promise<Response> {
  const headers = new Headers({ accept })
  if (request.mode) headers.set('billhook-mode', request.mode)
  if (request.body !== undefined) headers.set('content-type', 'application/json')
  if (request.idempotencyKey) headers.set('idempotency-key', request.idempotencyKey)
  try {
    return await fetch(path + queryString(request.query), {
      method: request.method ?? 'GET',
      headers,
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: AbortSignal.any([
        AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS),
        ...(request.signal ? [request.signal] : []),
      ]),
    })
  } catch (error) {
    if (request.signal?.aborted) throw error
    reportReachable(false)
    throw new ApiError(0, { code: 'unreachable' })
  }
}

async function readProblem(response: Response): Promise<Partial<Problem>> {
  const requestId = response.headers.get('request-id')
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
  return requestId ? { request_id: requestId, ...problem } : problem
}

function queryString(query: ApiRequest['query']): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) params.set(key, String(value))
  const text = params.toString()
  return text && `?${text}`
}

/** A fresh Idempotency-Key; works on plain http too, where randomUUID does not exist. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
