import { PLATFORM_KEYS } from '../../sandbox/core/oauth/oauth.ts'
import { createSite, DEFAULT_API_KEY, DEFAULT_LIVE_API_KEY } from '../../sandbox/core/site/create-site.ts'
import type { SandboxSite, SiteOptions } from '../../sandbox/core/site.ts'

export const NOW = 1_795_200_000
export const PLATFORM_KEY = PLATFORM_KEYS.test
export const LIVE_PLATFORM_KEY = PLATFORM_KEYS.live
export { DEFAULT_API_KEY, DEFAULT_LIVE_API_KEY }

/** What an answer may carry; each test says what it expects of its own. */
export interface ApiBody {
  [name: string]: unknown
  id: string
  created: number
  status: string
  amount: number
  url: string
  secret: string
  data: ApiBody[]
  has_more: boolean
  next_page: string | null
  total_count: number
  items: ApiBody
  lines: ApiBody
  latest_invoice: ApiBody
  discounts: ApiBody[]
  access_token: string
  refresh_token: string
  error: { type: string; code?: string; param?: string; message: string }
}

export interface ControlAnswer {
  [name: string]: unknown
  account: string
  key: string
  objects: ApiBody[]
  deliveries: { url: string; headers: Record<string, string>; body: string; attempt: number; type: string }[]
}

export interface Answer {
  status: number
  headers: Headers
  body: ApiBody
}

export interface SiteClient {
  site: SandboxSite
  /** `POST /_sandbox/<name>`; throws what the sandbox refuses. */
  control(name: string, input?: object): Promise<ControlAnswer>
  show(name: string, query?: Record<string, string>): Promise<ControlAnswer>
  get(path: string, key?: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, form?: Record<string, string>, key?: string, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, key?: string, headers?: Record<string, string>): Promise<Answer>
  send(request: Request): Promise<Response>
}

/** A site of its own with a clock that stands still, and short words for its requests. */
export function openSite(options: Partial<SiteOptions> = {}): SiteClient {
  const site = createSite({ seed: 'site', now: NOW, ...options })
  const send = (request: Request) => site.handle(request)
  const call = async (method: string, path: string, key: string, headers: Record<string, string>, form?: object) => {
    const body = form ? { body: new URLSearchParams(form as Record<string, string>) } : {}
    const all = { authorization: `Bearer ${key}`, ...headers }
    const response = await send(new Request(`https://stripe.test${path}`, { method, headers: all, ...body }))
    return { status: response.status, headers: response.headers, body: (await response.json()) as ApiBody }
  }
  const control = async (request: Request) => {
    const response = await send(request)
    const body: unknown = await response.json()
    if (!response.ok) throw new Error((body as ApiBody).error.message)
    return body as ControlAnswer
  }
  const address = (name: string) => `https://stripe.test/_sandbox/${name}`
  return {
    site,
    send,
    control: (name, input = {}) => control(new Request(address(name), { method: 'POST', body: JSON.stringify(input) })),
    show: (name, query = {}) => control(new Request(`${address(name)}?${new URLSearchParams(query)}`)),
    get: (path, key = DEFAULT_API_KEY, headers = {}) => call('GET', path, key, headers),
    post: (path, form = {}, key = DEFAULT_API_KEY, headers = {}) => call('POST', path, key, headers, form),
    delete: (path, key = DEFAULT_API_KEY, headers = {}) => call('DELETE', path, key, headers),
  }
}

/** That element, counted from the end where the index is negative; throws when there is none. */
export function elementAt<T>(list: readonly T[], index: number): T {
  const element = list.at(index)
  if (element === undefined) throw new Error(`The list of ${list.length} has no element ${index}.`)
  return element
}
