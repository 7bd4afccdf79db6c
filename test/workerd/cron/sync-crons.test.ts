import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { SyncMessage } from '../../../worker/account/sync-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import { fanOut } from '../../../worker/cron/fan-out.ts'
import { reviveJobs } from '../../../worker/cron/revive-jobs.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { rpc, settle } from '../account/tenant.ts'
import { control, ended, linkedTenant, newStripeAccount, run } from '../sync/stripe.ts'

type Sent = { body: SyncMessage; delaySeconds: number }

/** The deployment with a queue that only remembers. */
function remembering(): { bindings: Bindings; sent: Sent[]; calls: () => number } {
  const sent: Sent[] = []
  let calls = 0
  const sendBatch = async (batch: Sent[]) => {
    calls += 1
    sent.push(...batch)
  }
  const SYNC_QUEUE = { sendBatch, send: async (body: SyncMessage) => sent.push({ body, delaySeconds: 0 }) }
  return { bindings: { ...(env as Bindings), SYNC_QUEUE: SYNC_QUEUE as unknown as Queue }, sent, calls: () => calls }
}

async function insertConnections(count: number, status: string, kind: string | null): Promise<void> {
  const accounts = Array.from({ length: count }, (_, at) => `acc_${status}${at}`)
  await env.DB.batch(
    accounts.flatMap((account) => [
      env.DB.prepare('INSERT INTO accounts (id, name, created_at) VALUES (?1, ?1, 0)').bind(account),
      env.DB.prepare(
        `INSERT INTO connections (account_id, mode, id, kind, status, created_at, updated_at)
         VALUES (?1, 'test', 'con_' || ?1, ?2, ?3, 0, 0)`,
      ).bind(account, kind, status),
    ]),
  )
}

describe('what a cron asks for every connected tenant', () => {
  it('comes for each tenant that can be read and for no other, in as few calls as queues take', async () => {
    await insertConnections(130, 'connected', 'restricted_key')
    await insertConnections(3, 'disconnected', 'restricted_key')
    await insertConnections(2, 'not_connected', null)
    const { bindings, sent, calls } = remembering()
    await fanOut(bindings, ['catch_up', 'check'])
    expect(sent).toHaveLength(260)
    expect(new Set(sent.map(({ body }) => `${body.accountId} ${body.task}`)).size).toBe(260)
    expect(sent.every(({ body }) => body.accountId.startsWith('acc_connected'))).toBe(true)
    expect(calls()).toBe(3)
  })

  it('is spread over some minutes where tenants are many', async () => {
    const { bindings, sent } = remembering()
    await fanOut(bindings, ['catalog_sync'])
    const delays = sent.map(({ delaySeconds }) => delaySeconds)
    expect(new Set(delays).size).toBeGreaterThan(20)
    expect(Math.max(...delays)).toBeLessThanOrEqual(600)
  })
})

describe('a job whose driver was lost', () => {
  async function undriven(tenant: Tenant, kind: 'import' | 'catalog_sync'): Promise<string> {
    const answer = await rpc(tenant).startJob(tenant, { kind, months: 1 })
    if (!('job' in answer)) throw new Error(answer.refused)
    await settle(tenant)
    return answer.job.id
  }

  it.each(['import', 'catalog_sync'] as const)('gets another one after a while (%s)', async (kind) => {
    const stripe = await newStripeAccount()
    await control(stripe.base, 'trigger', { account: stripe.account, event: 'product.created' })
    const tenant = await linkedTenant(stripe)
    const id = await undriven(tenant, kind)
    await reviveJobs(env as Bindings, Date.now() + 30_000)
    expect((await rpc(tenant).jobWork(tenant, id))?.record.status).toBe('queued')
    await reviveJobs(env as Bindings, Date.now() + 61_000)
    expect(await ended(tenant, id)).toMatchObject({ status: 'done', done: { products: 1 } })
  })

  it('is left alone when it has ended', async () => {
    const tenant = await linkedTenant(await newStripeAccount())
    await run(tenant, 'catalog_sync')
    const { bindings, sent } = remembering()
    await reviveJobs(bindings, Date.now() + 86_400_000)
    expect(sent.filter(({ body }) => body.accountId === tenant.accountId)).toEqual([])
  })
})
