import type { RunningSandbox } from '../../test/sandbox/index.ts'
import { until } from '../until.ts'
import type { Api } from './api.ts'
import { StartError } from './start-error.ts'
import type { StateFolder } from './state-folder.ts'

const IMPORT_TIMEOUT_MS = 120_000
const CONNECTION = '/api/v1/connection'

interface ConnectionAnswer {
  status: string
  stripe_account: { id: string } | null
  import: { status: string; error: string | null; done: Record<string, number> } | null
}

/**
 * Connects by a restricted key as the dashboard does, or looks after the connection of an earlier start: the Worker may be
 * at another port now, so our endpoint is registered again. Answers what was imported, in words.
 */
export async function connectDemo(api: Api, sandbox: RunningSandbox, state: StateFolder): Promise<string> {
  const before = await api.get<ConnectionAnswer>(CONNECTION)
  const isOurs = before.stripe_account?.id === sandbox.stripe.account.id && before.status !== 'disconnected'
  if (isOurs) await api.post(`${CONNECTION}/repair`, {})
  else await connectByKey(api, sandbox, before)
  return awaitImport(api, state)
}

async function connectByKey(api: Api, sandbox: RunningSandbox, before: ConnectionAnswer): Promise<void> {
  const former = before.stripe_account?.id
  const isOther = former !== undefined && former !== sandbox.stripe.account.id
  await api.post(`${CONNECTION}/restricted-key`, {
    api_key: await makeKey(api, sandbox),
    ...(isOther ? { replaces: former } : {}),
  })
}

/** As a person would on Stripe's page for a new restricted key, with every box that Billhook asks for. */
async function makeKey(api: Api, { url }: RunningSandbox): Promise<string> {
  const ways = await api.get<{ restricted_key: { permissions: { name: string }[] } }>(`${CONNECTION}/ways`)
  const permissions = ways.restricted_key.permissions.map(({ name }) => name)
  const response = await fetch(`${url}/_sandbox/keys`, { method: 'POST', body: JSON.stringify({ permissions }) })
  const { key } = (await response.json()) as { key?: string }
  if (!response.ok || !key) throw new StartError(`The sandbox did not make a key (${response.status}).`)
  return key
}

async function awaitImport(api: Api, state: StateFolder): Promise<string> {
  const logFile = `${state.ownDir}/worker.log`
  const ended = async () => {
    const { import: job } = await api.get<ConnectionAnswer>(CONNECTION)
    return job && !['queued', 'running', 'waiting'].includes(job.status) ? job : null
  }
  const job = await until(ended, { timeoutMs: IMPORT_TIMEOUT_MS, intervalMs: 200 })
  if (!job) throw new StartError('The import has not come to its end.', { logFile })
  if (job.status !== 'done') throw new StartError(`The import has failed: ${job.error}`, { logFile })
  return `${job.done.customers ?? 0} customers, ${job.done.subscriptions ?? 0} subscriptions`
}
