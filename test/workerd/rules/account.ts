import { expect, vi } from 'vitest'
import type { Mode, Tenant } from '../../../worker/domain/ids.ts'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import type { StripeEvent } from '../../support/billing-events.ts'
import { incoming, rpc, settle } from '../account/tenant.ts'
import { newAccount } from '../connect/accounts.ts'
import type { Answer } from '../http/client.ts'

/** What the API answers; tests look into it as they like. */
export type Json = Answer['body']

export interface RuleAccount {
  tenant: Tenant
  /** In test mode unless told otherwise. */
  ask: (method: string, path: string, body?: unknown, mode?: Mode) => Promise<Answer>
  /** Events arrive in this order, and are worked off. */
  receive: (...events: StripeEvent[]) => Promise<void>
  /** The customer that the Stripe customer belongs to, as the API shows it; null where there is none. */
  customer: (stripeCustomerId?: string) => Promise<Json>
  event: (id: string) => Promise<Json>
  /** All of a list, which fits one page. */
  list: (path: string) => Promise<Json[]>
  /** Settings that are in force, for everybody, when it returns. */
  set: (patch: SettingsPatch) => Promise<void>
  passTime: (seconds: number) => Promise<void>
}

/** A Billhook account in test mode that no other test has to do with. */
export async function ruleAccount(settings: SettingsPatch = {}): Promise<RuleAccount> {
  const { tenant, ask } = await newAccount()
  return withSettings(accountOf(tenant, ask), settings)
}

export function accountOf(tenant: Tenant, ask: RuleAccount['ask']): RuleAccount {
  const get = async (path: string): Promise<Json> => {
    const { status, body } = await ask('GET', path)
    expect(status, `GET ${path}: ${JSON.stringify(body)}`).toBe(200)
    return body
  }
  return {
    tenant,
    ask,
    receive: async (...events) => {
      for (const event of events) await rpc(tenant).ingest(tenant, incoming(event))
      await settle(tenant)
    },
    customer: async (stripeCustomerId = 'cus_1') => {
      const { status, body } = await ask('GET', `/customers/by-external/${stripeCustomerId}`)
      expect([200, 404], JSON.stringify(body)).toContain(status)
      return status === 404 ? null : body
    },
    event: (id) => get(`/events/${id}`),
    list: async (path) => {
      const { data, has_more } = await get(`${path}${path.includes('?') ? '&' : '?'}limit=100`)
      expect(has_more).toBe(false)
      return data
    },
    set: async (patch) => {
      const { status, body } = await ask('PATCH', '/settings', patch)
      expect(status, JSON.stringify(body)).toBe(200)
      if (body.job) await vi.waitFor(async () => expect((await get(`/jobs/${body.job.id}`)).status).toBe('done'), WAIT)
      await settle(tenant)
    },
    passTime: async (seconds) => {
      await rpc(tenant).advanceClock(tenant, seconds)
      await settle(tenant)
    },
  }
}

async function withSettings(account: RuleAccount, settings: SettingsPatch): Promise<RuleAccount> {
  if (Object.keys(settings).length > 0) await account.set(settings)
  return account
}

const WAIT = { timeout: 10_000, interval: 50 }

/** An ISO time of the API as Stripe's seconds. */
export function secondsOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso) / 1000
}

/** Sums of money by currency, those of nothing left out. */
export function sums(money: { currency: string; amount: number }[]): Record<string, number> {
  return Object.fromEntries(
    money.filter(({ amount }) => amount !== 0).map(({ currency, amount }) => [currency, amount]),
  )
}

/** The customer without what tells when and by which input something was set. */
export function timeless(customer: Json): Json {
  if (customer === null) return null
  const { updated_at: _updated, created_at: _created, fields, ...rest } = customer
  const values = Object.entries<Json>(fields).map(([key, { value }]) => [key, value])
  return { ...rest, fields: Object.fromEntries(values) }
}
