import { until } from '../../scripts/until.ts'
import { startSandbox } from '../sandbox/server.ts'
import { ADMIN_TOKEN, type Deployment, startDeployment } from './deployment.ts'

export interface Job {
  id: string
  status: string
  error: string | null
  requests: number
  pages: number
  done: Record<string, number>
  held: Record<string, number> | null
}

/** A made-up Stripe account over HTTP, connected by a restricted key to a fresh deployment and imported. */
export interface ImportedAccount extends Deployment {
  /** From the moment the key was given until the import had ended. */
  seconds: number
  job: Job
}

export async function importAccount(options: {
  customers: number
  perSecond: number
  latencyMs: number
  counting: boolean
}): Promise<ImportedAccount> {
  const sandbox = await startSandbox({ port: 0, seed: 'bench', requestsPerSecond: null, latencyMs: options.latencyMs })
  const variables = { STRIPE_API_BASE: sandbox.url, STRIPE_REQUESTS_PER_SECOND: String(options.perSecond) }
  const deployment = await startDeployment({ counting: options.counting, variables })
  const stop = async (): Promise<void> => {
    await deployment.stop()
    await sandbox.close()
  }
  try {
    await control(sandbox.url, 'seed', { customers: options.customers })
    const { key } = await control<{ key: string }>(sandbox.url, 'keys', {})
    const startedAt = performance.now()
    const body = { api_key: key }
    const started = await call<{ import: Job }>(deployment.url, 'POST', '/connection/restricted-key', body)
    const job = await ended(deployment.url, started.import.id)
    return { ...deployment, seconds: (performance.now() - startedAt) / 1000, job, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** 100,000 customers take minutes on a busy machine. */
const JOB_TIMEOUT_MS = 30 * 60_000

/** Waits until the job is done, as the read model shows it; throws when it ends otherwise. */
export async function ended(url: URL, id: string): Promise<Job> {
  const job = await until(
    async () => {
      const now = await call<Job>(url, 'GET', `/jobs/${id}`)
      if (now.status !== 'done' && now.error) throw new Error(`Job ${id} ended as ${now.status}: ${now.error}`)
      return now.status === 'done' && now
    },
    { timeoutMs: JOB_TIMEOUT_MS, intervalMs: 100 },
  )
  if (!job) throw new Error(`Job ${id} did not end in time.`)
  return job
}

export function objectsOf({ done }: Job): number {
  return Object.values(done).reduce((sum, count) => sum + count, 0)
}

/** A call of the API as the operator, in test mode; anything but success throws. */
export async function call<T>(url: URL, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(new URL(`/api/v1${path}`, url), {
    method,
    headers: {
      Authorization: `Bearer ${ADMIN_TOKEN}`,
      'Billhook-Mode': 'test',
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function control<T>(url: string, name: string, input: object): Promise<T> {
  const response = await fetch(`${url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(input) })
  if (!response.ok) throw new Error(`The sandbox refused ${name}: ${await response.text()}`)
  return (await response.json()) as T
}
