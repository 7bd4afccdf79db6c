import { startSandbox } from '../sandbox/server.ts'
import { ADMIN_TOKEN, startDeployment } from './deployment.ts'
import type { Row } from './report.ts'

const RATE = 20
const RATE_CUSTOMERS = 10_000
const LATENCY_MS = 60
/** More than this machine does: then the import itself is what takes the time. */
const UNLIMITED = 1_000

interface Job {
  id: string
  status: string
  error: string | null
  requests: number
  pages: number
  done: Record<string, number>
  held: Record<string, number> | null
}

interface Measured {
  seconds: number
  job: Job
  largestPage: number
  mostWaiting: number
}

/** Imports of made-up Stripe accounts, each into a fresh deployment, from the sandbox over HTTP. */
export async function benchImport(customers: number, step: (text: string) => void): Promise<Row[]> {
  step(`importing ${RATE_CUSTOMERS} customers at ${RATE} requests a second`)
  const paced = await importAccount({ customers: RATE_CUSTOMERS, perSecond: RATE, latencyMs: LATENCY_MS })
  step(`importing 5,000 customers with a subscription each, as fast as it goes`)
  const small = await importAccount({ customers: 5_000, perSecond: UNLIMITED, latencyMs: 0 })
  step(`importing ${customers} customers with a subscription each, as fast as it goes`)
  const large = await importAccount({ customers, perSecond: UNLIMITED, latencyMs: 0 })
  const objects = objectsOf(large.job)
  const rate = paced.job.requests / paced.seconds / RATE
  return [
    { what: `import at ${RATE} requests a second: requests made ÷ allowed`, value: rate.toFixed(2), goal: '0.9–1.1' },
    { what: `import of ${customers} customers with subscriptions: time`, value: `${large.seconds.toFixed(0)} s` },
    { what: 'objects imported', value: `${objects}, ${Math.round(objects / large.seconds)}/s` },
    { what: 'objects per page that was asked for', value: (objects / large.job.pages).toFixed(1), goal: '≥ 95' },
    {
      what: 'requests besides: rows of embedded lists over ten, totals',
      value: `${large.job.requests - large.job.pages} of ${large.job.requests}`,
    },
    {
      what: `most characters in one page: ${objectsOf(small.job)} → ${objects} objects`,
      value: `${small.largestPage} → ${large.largestPage}`,
      goal: 'flat',
    },
    {
      what: `most characters waiting to be decided: ${objectsOf(small.job)} → ${objects} objects`,
      value: `${small.mostWaiting} → ${large.mostWaiting}`,
      goal: 'flat',
    },
  ]
}

async function importAccount(options: { customers: number; perSecond: number; latencyMs: number }): Promise<Measured> {
  const sandbox = await startSandbox({ port: 0, seed: 'bench', requestsPerSecond: null, latencyMs: options.latencyMs })
  const variables = { STRIPE_API_BASE: sandbox.url, STRIPE_REQUESTS_PER_SECOND: String(options.perSecond) }
  const deployment = await startDeployment({ variables })
  try {
    await control(sandbox.url, 'seed', { customers: options.customers })
    const { key } = await control<{ key: string }>(sandbox.url, 'keys', {})
    const startedAt = performance.now()
    const { id } = (await call<{ import: Job }>(deployment.url, 'POST', '/connection/restricted-key', { api_key: key }))
      .import
    const job = await ended(deployment.url, id)
    const seconds = (performance.now() - startedAt) / 1000
    const progress = await fetch(new URL('/progress?tenant=acc_default:test', deployment.url))
    const { largestPage, mostWaiting } = (await progress.json()) as Measured
    return { seconds, job, largestPage, mostWaiting }
  } finally {
    await deployment.stop()
    await sandbox.close()
  }
}

async function ended(url: URL, id: string): Promise<Job> {
  for (;;) {
    const job = await call<Job>(url, 'GET', `/jobs/${id}`)
    if (job.status === 'done') return job
    if (job.error) throw new Error(`The import ended as ${job.status}: ${job.error}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function objectsOf({ done }: Job): number {
  return Object.values(done).reduce((sum, count) => sum + count, 0)
}

async function control<T>(url: string, name: string, input: object): Promise<T> {
  const response = await fetch(`${url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(input) })
  if (!response.ok) throw new Error(`The sandbox refused ${name}: ${await response.text()}`)
  return (await response.json()) as T
}

async function call<T>(url: URL, method: string, path: string, body?: object): Promise<T> {
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
