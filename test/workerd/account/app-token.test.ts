import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Credential } from '../../../worker/account/rpc.ts'
import { type Bindings, configOf } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { exchangeCode } from '../../../worker/stripe/oauth.ts'
import { newStripeAccount } from '../connect/stripe.ts'
import { newTenant, replaceBindings, rpc, stubOf } from './tenant.ts'

const REDIRECT_URI = 'https://billhook.test/api/oauth/stripe/callback'

/** What an owner grants to our app on Stripe's page. */
async function grantedTokens(account: string): Promise<Extract<Credential, { kind: 'app_oauth' }>> {
  const config = configOf(env as Bindings)
  const form = { client_id: config.stripePlatform.test.appClientId ?? '', redirect_uri: REDIRECT_URI, state: 's' }
  const answer = await fetch('http://stripe.test/oauth/v2/authorize', {
    method: 'POST',
    body: new URLSearchParams({ ...form, account, decision: 'accept' }),
    redirect: 'manual',
  })
  const code = new URL(answer.headers.get('Location') ?? '').searchParams.get('code') ?? ''
  const grant = await exchangeCode(config, 'test', 'app_oauth', code)
  if (!grant.ok || !grant.value.tokens) throw new Error(JSON.stringify(grant))
  return { kind: 'app_oauth', ...grant.value.tokens }
}

async function linked(expiresInMs: number): Promise<{ tenant: Tenant; first: string }> {
  const account = await newStripeAccount()
  const credential = await grantedTokens(account)
  const tenant = newTenant()
  const soon = { ...credential, expiresAtMs: Date.now() + expiresInMs }
  await rpc(tenant).link(tenant, { epoch: 1, stripeAccountId: account, credential: soon, importMonths: 0 })
  return { tenant, first: credential.accessToken }
}

async function opens(apiKey: string | undefined): Promise<boolean> {
  const answer = await fetch('http://stripe.test/v1/customers', { headers: { Authorization: `Bearer ${apiKey}` } })
  return answer.ok
}

describe('the access token of a Stripe App', () => {
  it('is used as it is while it lasts', async () => {
    const { tenant, first } = await linked(3_600_000)
    expect(await rpc(tenant).stripeAccess(tenant)).toMatchObject({ kind: 'app_oauth', apiKey: first, proven: true })
  })

  it('is renewed before it ends, once for all who ask at the same moment', async () => {
    const { tenant, first } = await linked(60_000)
    const answers = await Promise.all(Array.from({ length: 8 }, () => rpc(tenant).stripeAccess(tenant)))
    const keys = new Set(answers.map((access) => access?.apiKey))
    expect(keys.size).toBe(1)
    expect(keys.has(first)).toBe(false)
    expect(await opens([...keys][0])).toBe(true)
  })

  it('is renewed again and again: each new refresh token is the one that is kept', async () => {
    const { tenant, first } = await linked(60_000)
    let refused = first
    for (let round = 0; round < 4; round += 1) {
      const access = await rpc(tenant).stripeAccess(tenant, refused)
      expect(access?.apiKey).not.toBe(refused)
      expect(await opens(access?.apiKey)).toBe(true)
      refused = access?.apiKey ?? ''
    }
  })

  it('is renewed where Stripe has refused it early, but not for one who comes late with an old one', async () => {
    const { tenant, first } = await linked(3_600_000)
    const second = await rpc(tenant).stripeAccess(tenant, first)
    expect(second?.apiKey).not.toBe(first)
    expect(await rpc(tenant).stripeAccess(tenant, first)).toEqual(second)
  })

  it('ends the connection where its refresh token is dead, and says so once', async () => {
    const sent: { body: unknown }[] = []
    const { tenant } = await linked(60_000)
    const credential = { kind: 'app_oauth', accessToken: 'x', refreshToken: 'rt_dead', expiresAtMs: 0 } as const
    await rpc(tenant).link(tenant, { epoch: 2, stripeAccountId: 'acct_1', credential, importMonths: 0 })
    await replaceBindings(tenant, () => ({
      SYNC_QUEUE: { sendBatch: async (batch: { body: unknown }[]) => sent.push(...batch) } as unknown as Queue,
    }))
    expect(await rpc(tenant).stripeAccess(tenant)).toBeNull()
    await expect
      .poll(() => sent.map(({ body }) => body), { timeout: 5_000 })
      .toMatchObject([{ task: 'key_refused', epoch: 2, accountId: tenant.accountId }])
  })

  it('stays as it is where Stripe cannot be reached for a new one', async () => {
    const { tenant } = await linked(60_000)
    await replaceBindings(tenant, () => ({ STRIPE_API_BASE: 'http://nowhere.test' }))
    await runInDurableObject(stubOf(tenant), (object) =>
      expect(object.stripeAccess(tenant)).rejects.toThrow('could not be asked'),
    )
    await replaceBindings(tenant, () => ({ STRIPE_API_BASE: 'http://stripe.test' }))
    expect(await opens((await rpc(tenant).stripeAccess(tenant))?.apiKey)).toBe(true)
  })
})
