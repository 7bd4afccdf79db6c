import { afterAll } from 'vitest'
import { until } from '../../../scripts/until.ts'
import { DEFAULT_API_KEY, type RunningSandbox, startSandbox } from '../../sandbox/index.ts'
import type { StartSandboxOptions } from '../../sandbox/server.ts'

/** An object as Stripe's API shows it. */
export interface StripeObject extends Record<string, unknown> {
  id: string
}

/** A Stripe that lives in the test's own process, so that it outlives every deployment. */
export interface OwnStripe {
  sandbox: RunningSandbox
  /** `POST /_sandbox/<name>`. */
  control<T = Record<string, unknown>>(name: string, input?: object): Promise<T>
  /** `GET /_sandbox/<name>`. */
  show<T = Record<string, unknown>>(name: string, query?: Record<string, string>): Promise<T>
  /** Every object of a kind as Stripe would show it whole. */
  objects(type: string, mode?: string): Promise<StripeObject[]>
  /** A request of the account's owner, in test mode, by the API; asked again when it shares a limit with an import. */
  asOwner(method: string, path: string, form?: Record<string, string>): Promise<StripeObject>
  /** Forgets what was asked so far; answers the requests to the API since. */
  countRequests(): () => string[]
}

const open = new Set<RunningSandbox>()

afterAll(async () => {
  for (const sandbox of open) await sandbox.close()
})

export async function startOwnStripe(options: Partial<StartSandboxOptions> = {}): Promise<OwnStripe> {
  const sandbox = await startSandbox({ port: 0, insecureLive: true, ...options })
  open.add(sandbox)
  const asked = recordRequests(sandbox)
  const show: OwnStripe['show'] = (name, query = {}) =>
    answerOf(fetch(`${sandbox.url}/_sandbox/${name}?${new URLSearchParams(query)}`))
  return {
    sandbox,
    show,
    control: (name, input = {}) =>
      answerOf(fetch(`${sandbox.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(input) })),
    async objects(type, mode = 'test') {
      const { objects, has_more } = await show<{ objects: StripeObject[]; has_more: boolean }>('objects', {
        ...{ type, mode, whole: 'true' },
      })
      if (has_more) throw new Error(`More ${type} objects than one answer holds.`)
      return objects
    },
    asOwner: async (method, path, form = {}) => {
      const ask = () =>
        fetch(`${sandbox.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${DEFAULT_API_KEY}` },
          ...(method === 'GET' ? {} : { body: new URLSearchParams(form) }),
        })
      const taken = async () => {
        const response = await ask()
        return response.status === 429 ? null : response
      }
      const response = await until(taken, { timeoutMs: 45_000, intervalMs: 100 })
      if (!response) throw new Error(`The sandbox kept answering 429 to ${method} ${path}.`)
      return answerOf(response)
    },
    countRequests() {
      const before = asked.length
      return () => asked.slice(before)
    },
  }
}

/** Each request to the API that comes in, as `GET /v1/…` without its query. */
function recordRequests(sandbox: RunningSandbox): string[] {
  const asked: string[] = []
  const handle = sandbox.site.handle.bind(sandbox.site)
  sandbox.site.handle = (request) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/v1/')) asked.push(`${request.method} ${pathname}`)
    return handle(request)
  }
  return asked
}

async function answerOf<T>(pending: Response | Promise<Response>): Promise<T> {
  const response = await pending
  const text = await response.text()
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text) as T
}
