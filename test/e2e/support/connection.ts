import { until } from '../../../scripts/until.ts'
import { ADMIN_TOKEN, type StartedBillhook } from './billhook.ts'
import type { OwnStripe } from './sandbox.ts'

export type Mode = 'test' | 'live'

export interface Job {
  id: string
  kind: string
  status: string
  resource: string | null
  done: Record<string, number>
  total: Record<string, number>
  held: Record<string, number> | null
  skipped: { reason: string; count: number }[]
  requests: number
  pages: number
  found: number
  error: string | null
}

export interface Connection {
  status: string
  reason: string | null
  kind: string | null
  stripe_account: { id: string } | null
  webhook: { url: string } | null
  last_event: { id: string } | null
  import: Job | null
  catalog: { stripe: Record<string, number>; billhook: Record<string, number> } | null
  conditions: { code: string }[]
}

interface Question {
  method?: string
  mode?: Mode
  body?: object
}

export interface Answer<T> {
  status: number
  body: T
}

/** A call of the deployment's API as its operator, whatever it answers. */
export async function ask<T>({ url }: StartedBillhook, path: string, question: Question = {}): Promise<Answer<T>> {
  const { method = 'GET', mode = 'test', body } = question
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'billhook-mode': mode }
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as T }
}

export async function readConnection(billhook: StartedBillhook, mode: Mode = 'test'): Promise<Connection> {
  return (await ask<Connection>(billhook, '/connection', { mode })).body
}

/** A key of the primary account with all that Billhook asks for. */
export async function makeKey(stripe: OwnStripe, mode: Mode = 'test'): Promise<string> {
  return (await stripe.control<{ key: string }>('keys', { mode })).key
}

/** Connects by a key through the API, for tests whose point comes after. */
export async function connectByKey(
  billhook: StartedBillhook,
  apiKey: string,
  { mode = 'test' as Mode, importMonths = 12 } = {},
): Promise<Connection> {
  const input = { api_key: apiKey, import_months: importMonths }
  const { status, body } = await ask<Connection>(billhook, '/connection/restricted-key', {
    ...{ method: 'POST', mode, body: input },
  })
  if (status !== 201) throw new Error(`Connecting was answered ${status}: ${JSON.stringify(body)}`)
  return body
}

export interface WatchOptions {
  mode?: Mode
  timeoutMs: number
}

/** The last import once it is over; throws when it is not within `timeoutMs`. */
export async function endedImport(billhook: StartedBillhook, { mode = 'test', timeoutMs }: WatchOptions): Promise<Job> {
  return importWhere(billhook, ({ status }) => !['queued', 'running', 'waiting'].includes(status), { mode, timeoutMs })
}

/** The last import once it is as asked. A deployment that just comes back may refuse a request or two. */
export async function importWhere(
  billhook: StartedBillhook,
  isWanted: (job: Job) => boolean,
  { mode = 'test', timeoutMs }: WatchOptions,
): Promise<Job> {
  let last: Job | null = null
  const found = await until(
    async () => {
      last = (await readConnection(billhook, mode).catch(() => null))?.import ?? last
      return last && isWanted(last) ? last : null
    },
    { timeoutMs, intervalMs: 100 },
  )
  if (!found) throw new Error(`The import is not as awaited: ${JSON.stringify(last)}`)
  return found
}
