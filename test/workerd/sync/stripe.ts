import { env } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import type { Bindings } from '../../../worker/config.ts'
import type { Mode, Tenant } from '../../../worker/domain/ids.ts'
import type { JobKind, JobRecord } from '../../../worker/domain/job.ts'
import { driveJob } from '../../../worker/sync/drive-job.ts'
import { startJob } from '../../../worker/sync/start-job.ts'
import { incoming, newTenant, rpc, settle } from '../account/tenant.ts'

export interface StripeAccount {
  base: string
  account: string
  mode: Mode
  key: string
}

type Json = Record<string, unknown>

/** Asks the sandbox's controls, as its command line does. */
export async function control<T = Json>(base: string, name: string, input: Json, method = 'POST'): Promise<T> {
  const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
  const response = await fetch(`${base}/_sandbox/${name}${query}`, {
    method,
    ...(method === 'GET' ? {} : { body: JSON.stringify(input) }),
  })
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** A Stripe account of the test's own, and a key that may read all of it. */
export async function newStripeAccount(mode: Mode = 'test', base = 'http://stripe.test'): Promise<StripeAccount> {
  const { account } = await control<{ account: string }>(base, 'accounts', {})
  const { key } = await control<{ key: string }>(base, 'keys', { account, mode })
  return { base, account, mode, key }
}

/** Stripe's own API, with a key that may do everything. */
export async function stripeApi(
  stripe: StripeAccount,
  path: string,
  form: Record<string, string> = {},
  method = 'POST',
): Promise<Json> {
  const { key } = await control<{ key: string }>(stripe.base, 'keys', {
    account: stripe.account,
    mode: stripe.mode,
    permissions: 'all',
  })
  const response = await fetch(`${stripe.base}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}` },
    ...(method === 'POST' ? { body: new URLSearchParams(form) } : {}),
  })
  const answer = (await response.json()) as Json
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer
}

export async function listObjects(stripe: StripeAccount, type: string): Promise<Json[]> {
  const { account, mode, base } = stripe
  const { objects } = await control<{ objects: Json[] }>(base, 'objects', { account, mode, type, whole: 'true' }, 'GET')
  return objects
}

/** A tenant whose object is linked to the Stripe account, as a connect leaves it. */
export async function linkedTenant(stripe: StripeAccount, epoch = 1): Promise<Tenant> {
  const tenant = newTenant(stripe.mode)
  await link(tenant, stripe, epoch)
  return tenant
}

export async function link(tenant: Tenant, stripe: StripeAccount, epoch: number): Promise<void> {
  const credential = { kind: 'restricted_key', apiKey: stripe.key } as const
  await rpc(tenant).link(tenant, { epoch, stripeAccountId: stripe.account, credential, importMonths: 0 })
  await endImport(tenant)
}

/** A link begins an import; a test of something else does without. */
export async function endImport(tenant: Tenant): Promise<void> {
  const answer = await rpc(tenant).startJob(tenant, { kind: 'import', months: 0 })
  if ('job' in answer) await rpc(tenant).failJob(tenant, answer.job.id, 'Not wanted by this test.')
}

export async function run(tenant: Tenant, kind: JobKind, months = 12): Promise<JobRecord> {
  const answer = await startJob(env as Bindings, tenant, { kind, months })
  if (!('job' in answer)) throw new Error(answer.refused)
  return ended(tenant, answer.job.id)
}

/** The same without Workflow and queue: a Stripe at another host is not where these would ask. */
export async function runHere(tenant: Tenant, kind: JobKind, base: string): Promise<JobRecord> {
  const answer = await rpc(tenant).startJob(tenant, { kind, months: 12 })
  if (!('job' in answer)) throw new Error(answer.refused)
  const bindings = { ...(env as Bindings), STRIPE_API_BASE: base }
  for (let leg = 0; leg < 100; leg += 1)
    if ((await driveJob(bindings, tenant, { jobId: answer.job.id, driver: 0 }, 0)).ended) break
  return ended(tenant, answer.job.id)
}

/** Waits for the job's end, and for the read model to show all of it. */
export async function ended(tenant: Tenant, id: string): Promise<JobRecord> {
  const record = await vi.waitFor(async () => {
    const work = await rpc(tenant).jobWork(tenant, id)
    expect(work?.record.finishedAtMs).not.toBeNull()
    return work?.record as JobRecord
  }, WAIT)
  await settle(tenant)
  return record
}

export const WAIT = { timeout: 25_000, interval: 50 }

/** What Stripe sent to nobody yet: all events of the account, into the tenant's inbox as its endpoint would bring them. */
export async function deliverEvents(tenant: Tenant, events: readonly Json[]): Promise<void> {
  for (const event of events) await rpc(tenant).ingest(tenant, incoming(event))
}
