import { exports } from 'cloudflare:workers'

export const ORIGIN = 'https://billhook.test'
export const ADMIN_TOKEN = 'test_admin_token_0123456789'

/** The worker's own fetch handler, with its real bindings. */
export const worker = (exports as unknown as { default: Fetcher }).default

export interface CallOptions {
  /** Null sends no credentials. */
  token?: string | null
  mode?: string
  body?: unknown
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

/** One request to the worker, as the operator in test mode unless told otherwise. A string body is sent as it is. */
export async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const { token = ADMIN_TOKEN, mode, body } = options
  const headers = new Headers(options.headers)
  if (token !== null) headers.set('Authorization', `Bearer ${token}`)
  if (token === ADMIN_TOKEN || mode) headers.set('Billhook-Mode', mode ?? 'test')
  if (body !== undefined && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await worker.fetch(ORIGIN + path, {
    method,
    headers,
    ...(body !== undefined && { body: text }),
  })
  const answer = await response.text()
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer }
}

/** A new API key's token. */
export async function makeKey(scope: 'read' | 'full', mode: 'test' | 'live'): Promise<string> {
  const { body } = await call('POST', '/api/v1/api-keys', { mode, body: { name: `${scope} ${mode}`, scope } })
  return body.token
}

/** Signs in through a link, and answers the cookie as a browser sends it back. */
export async function signIn(): Promise<string> {
  const link = await call('POST', '/api/v1/operator/links')
  const token = new URL(link.body.url).hash.slice(1)
  const session = await call('POST', '/api/v1/operator/sessions', { token: null, body: { token } })
  return session.headers.get('Set-Cookie')?.split(';')[0] ?? ''
}
