import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Mode } from '../../../worker/domain/ids.ts'
import { readIntakeCounts } from '../../../worker/readmodel/intake-counts.ts'
import { NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { type EventSeed, event, type StripeEvent } from '../../support/billing-events.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { rpc } from '../account/tenant.ts'
import { newAccount, type TestAccount } from '../connect/accounts.ts'
import { endImport } from '../sync/stripe.ts'
import { accountOf, type Json, ruleAccount, sums } from './account.ts'
import { deliver } from './webhook.ts'

const WAIT = { timeout: 5_000, interval: 50 }

/** An account of Billhook's whose connection of each mode is to this Stripe account, through the platform. */
async function connectedAccount(stripeAccount: string, kind = 'connect_oauth'): Promise<TestAccount> {
  const account = await newAccount()
  await env.DB.prepare(
    `UPDATE connections SET status = 'connected', kind = ?2, stripe_account_id = ?3, connected_at = 1,
       epoch = 1, link_epoch = 1 WHERE account_id = ?1`,
  )
    .bind(account.id, kind, stripeAccount)
    .run()
  return account
}

const subscribed = (seed: EventSeed): StripeEvent => event('customer.subscription.created', subscription(), seed)

const customersOf = async (account: TestAccount, mode: Mode = 'test') =>
  (await account.ask('GET', '/customers', undefined, mode)).body.data

async function counted(scope: string): Promise<Record<string, number>> {
  const rows = await readIntakeCounts(env.DB, [scope], Date.now() - 3_600_000)
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}

describe('accounts and modes', () => {
  it('2.19 an event of a connected Stripe account makes a customer there and nowhere else', async () => {
    const [alice, bob] = [await connectedAccount('acct_alice'), await connectedAccount('acct_bob')]
    expect((await deliver(subscribed({ account: 'acct_alice' }))).status).toBe(200)
    await vi.waitFor(async () => expect(await customersOf(alice)).toMatchObject([{ external_id: 'cus_1' }]), WAIT)
    expect(await customersOf(bob)).toEqual([])
    expect(await customersOf(alice, 'live')).toEqual([])
  })

  it('2.19 livemode picks the mode: the same Stripe customer id is somebody else in the other one', async () => {
    const carol = await connectedAccount('acct_carol')
    await deliver(subscribed({ account: 'acct_carol', livemode: false }))
    const ended = subscription({ status: 'canceled' })
    await deliver(event('customer.subscription.deleted', ended, { account: 'acct_carol', livemode: true }))
    await vi.waitFor(async () => {
      const state = async (mode: Mode) => (await customersOf(carol, mode)).map(({ access }: Json) => access.state)
      expect([await state('test'), await state('live')]).toEqual([['active'], ['expired']])
    }, WAIT)
  })

  it('2.19 what belongs to nobody here is acknowledged as ignored, and counted', async () => {
    const before = (await counted('platform:test')).unlinked_account ?? 0
    expect(await deliver(subscribed({ account: 'acct_stranger' }))).toEqual({
      ...{ status: 200, answer: { received: true, duplicate: false, ignored: 'unlinked_account' } },
    })
    expect((await counted('platform:test')).unlinked_account).toBe(before + 1)
  })

  it('2.19 where the directory cannot be read Stripe is asked to come again, for the event may have an owner', async () => {
    expectErrorLogs()
    const first = async (): Promise<never> => Promise.reject(new Error('D1 is down'))
    const DB = { prepare: () => ({ bind: () => ({ first }) }) } as unknown as D1Database
    const { status } = await deliver(subscribed({ account: 'acct_whose' }), { bindings: { DB } })
    expect(status).toBe(503)
  })

  it('2.20 when the app is removed the connection ends, its jobs stop, and customers stay', async () => {
    const account = await connectedAccount('acct_dora')
    const { tenant } = account
    const link = {
      epoch: 1,
      stripeAccountId: 'acct_dora',
      credential: { kind: 'connect_oauth' },
      importMonths: 0,
    } as const
    await rpc(tenant).link(tenant, link)
    await endImport(tenant)
    await accountOf(tenant, account.ask).receive(event('customer.created', stripeCustomer()), subscribed({}))
    const application = { id: 'ca_test_connect', object: 'application', name: 'Billhook' }
    await deliver(event('account.application.deauthorized', application, { account: 'acct_dora' }))
    await vi.waitFor(async () => expect((await account.connection()).status).toBe('disconnected'), WAIT)
    expect(await rpc(tenant).startJob(tenant, { kind: 'catch_up', months: 0 })).toEqual({ refused: 'not_linked' })
    expect(await customersOf(account)).toMatchObject([{ external_id: 'cus_1', access: { state: 'active' } }])
  })

  it('2.21 of a Stripe account with several products only those named concern the account', async () => {
    const account = await ruleAccount({
      products_included: ['prod_mine'],
      price_mapping: { prod_mine: ['pro'], prod_other: ['max'] },
    })
    const [mine, other] = [
      { id: 'price_mine', product: 'prod_mine', amount: 900 },
      { id: 'price_other', product: 'prod_other', amount: 5000 },
    ]
    await account.receive(
      event('customer.subscription.created', subscription({ id: 'sub_o', customer: 'cus_other', items: [other] }), {
        at: NOW,
      }),
      event('customer.subscription.created', subscription({ id: 'sub_m', customer: 'cus_mine', items: [mine, other] })),
    )
    expect(await account.customer('cus_other')).toBeNull()
    const shown = await account.customer('cus_mine')
    expect(shown).toMatchObject({ packages: ['pro'], plan: { product: 'prod_mine' }, access: { state: 'active' } })
    expect(sums(shown.mrr)).toEqual({ usd: 900 })
  })

  it('2.21 a foreign product changes nothing for a customer of ours either', async () => {
    const account = await ruleAccount({ products_included: ['prod_mine'] })
    const items = [{ id: 'price_mine', product: 'prod_mine', amount: 900 }]
    await account.receive(event('customer.subscription.created', subscription({ items }), { at: NOW - 9 }))
    const foreign = subscription({ id: 'sub_2', status: 'past_due', items: [{ id: 'price_x', product: 'prod_x' }] })
    await account.receive(event('customer.subscription.created', foreign, { at: NOW - 8 }))
    const shown = await account.customer()
    expect(shown).toMatchObject({ subscription_status: 'active', flags: [], subscriptions: [{ id: 'sub_1' }] })
    expect(sums(shown.mrr)).toEqual({ usd: 900 })
  })
})
