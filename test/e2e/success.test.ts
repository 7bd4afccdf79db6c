import { beforeAll, describe, expect, it } from 'vitest'
import type { Unmatched } from '../../worker/http/schemas/unmatched.ts'
import { DAY, HOUR, MINUTE, NOW, type SubscriptionSeed, stripeCustomer, subscription } from '../support/billing.ts'
import { event, type StripeEvent } from '../support/billing-events.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { ask } from './support/connection.ts'
import {
  type Customer,
  changeSettings,
  customerOf,
  makeCustomer,
  read,
  readList,
  receive,
  settledEvent,
} from './support/customers.ts'

const RENEWS_AT = NOW + 20 * DAY
const STAGES = [
  { name: 'Onboarding', statuses: ['trialing'] },
  { name: 'Live', statuses: ['active'] },
  { name: 'At risk', statuses: ['past_due', 'unpaid'] },
  { name: 'Lost', statuses: ['canceled'] },
]

let billhook: StartedBillhook

beforeAll(async () => {
  billhook = await startBillhook()
  await changeSettings(billhook, {
    identity: { kind: 'account', metadata_key: 'workspace', create_unknown: false },
    stages: STAGES,
  })
  for (const workspace of ['acme', 'globex', 'initech']) {
    await makeCustomer(billhook, { name: workspace, user_id: workspace, email: `owner@${workspace}.example` })
  }
})

/** A Stripe customer whose address tells nothing of the workspace: it is the accountant's. */
function payer(name: string, workspace?: string): StripeEvent {
  const metadata = workspace === undefined ? {} : { workspace }
  const person = stripeCustomer({ id: `cus_${name}`, email: `accounts@${name}.example`, name, metadata })
  return event('customer.created', person, { at: NOW - 10 * DAY })
}

function subscriptionOf(name: string, seed: SubscriptionSeed = {}) {
  const items = [{ id: 'price_seats', amount: 12_000, interval: 'year' as const, quantity: 5 }]
  return subscription({ id: `sub_${name}`, customer: `cus_${name}`, items, periodEnd: RENEWS_AT, ...seed })
}

function subscribes(name: string, seed: SubscriptionSeed = {}): StripeEvent {
  return event('customer.subscription.created', subscriptionOf(name, seed), { at: NOW - 10 * DAY })
}

function becomes(name: string, status: 'active' | 'past_due' | 'trialing' | 'canceled', at: number): StripeEvent {
  return event('customer.subscription.updated', subscriptionOf(name, { status }), { at })
}

const countCustomers = async () => (await read<{ total: number }>(billhook, '/customers/summary')).total

describe('a customer-success team whose customers are its own accounts', () => {
  it('a Stripe customer whose metadata names an account is linked to it', async () => {
    const [told] = await receive(billhook, payer('alpha', 'acme'), subscribes('alpha'))
    const acme = await read<Customer>(billhook, '/customers/by-user/acme')
    expect(acme).toMatchObject({ external_id: 'cus_alpha', kind: 'account', name: 'acme', email: 'owner@acme.example' })
    expect(told).toMatchObject({ outcome: 'processed', customer: { id: acme.id, external_id: 'cus_alpha' } })
    expect(told?.notes.join(' ')).toContain("linked by the own id acme in Stripe's metadata")
  })

  it('a subscription whose metadata names an account links its Stripe customer, and what waited takes effect', async () => {
    const before = payer('beta')
    const [waiting] = await receive(billhook, before)
    expect(waiting).toMatchObject({ outcome: 'unmatched', customer: null })
    await receive(billhook, subscribes('beta', { metadata: { workspace: 'globex' } }))
    const globex = await read<Customer>(billhook, '/customers/by-user/globex')
    expect(globex).toMatchObject({ external_id: 'cus_beta', subscription_status: 'active' })
    expect(await settledEvent(billhook, before.id)).toMatchObject({ outcome: 'processed', customer: { id: globex.id } })
    expect(await readList(billhook, '/unmatched')).toEqual([])
  })

  it('MRR and renewal date are those of the subscription', async () => {
    const { mrr, renewal_date, quantity, plan } = await read<Customer>(billhook, '/customers/by-user/acme')
    expect(mrr).toEqual([{ currency: 'usd', amount: 5_000 }])
    expect(Date.parse(renewal_date ?? '') / 1_000).toBe(RENEWS_AT)
    expect({ quantity, price: plan?.price }).toEqual({ quantity: 5, price: 'price_seats' })
    const soon = new Date((RENEWS_AT + DAY) * 1_000).toISOString()
    const renewing = await readList<Customer>(billhook, `/customers?renewing_before=${soon}`)
    expect(renewing.map(({ user_id }) => user_id).sort()).toEqual(['acme', 'globex'])
  })

  it('stages follow the status by the rules of the account', async () => {
    const stages: (string | null)[] = []
    for (const [at, status] of (['trialing', 'active', 'past_due', 'canceled', 'active'] as const).entries()) {
      await receive(billhook, becomes('alpha', status, NOW - HOUR + at * MINUTE))
      stages.push((await customerOf(billhook, 'cus_alpha')).stage)
    }
    expect(stages).toEqual(['Onboarding', 'Live', 'At risk', 'Lost', 'Live'])
    const live = await readList<Customer>(billhook, '/customers?stage=Live')
    expect(live.map(({ user_id }) => user_id).sort()).toEqual(['acme', 'globex'])
  })

  it('customers that were made by the API say so', async () => {
    const customers = await readList<Customer>(billhook, '/customers')
    expect(customers.map(({ created_by }) => created_by)).toEqual(
      customers.map(() => ({ kind: 'api', ref: 'operator', rule: 'api' })),
    )
  })
})

describe('a Stripe customer that no account is known for', () => {
  const events = [payer('stranger'), subscribes('stranger')]

  it('makes no customer: its events are unmatched, and it waits with the reason', async () => {
    const before = await countCustomers()
    const told = await receive(billhook, ...events)
    expect(told).toMatchObject(events.map(() => ({ outcome: 'unmatched', customer: null })))
    expect(await countCustomers()).toBe(before)
    const [waiting, ...others] = await readList<Unmatched>(billhook, '/unmatched')
    expect(others).toEqual([])
    expect(waiting).toMatchObject({
      ...{ stripe_customer_id: 'cus_stranger', email: 'accounts@stranger.example', reason: 'unknown', candidates: [] },
      events: events.toReversed().map(({ id }) => ({ id })),
    })
    expect(told.at(-1)?.notes.join(' ')).toContain('It waits for a person.')
  })

  it('is settled by a person, and its events take effect for the customer that was named', async () => {
    const initech = await read<Customer>(billhook, '/customers/by-user/initech')
    const body = { customer: initech.id }
    const { status } = await ask(billhook, '/unmatched/cus_stranger/resolve', { method: 'POST', body })
    expect(status).toBe(200)
    expect(await customerOf(billhook, 'cus_stranger')).toMatchObject({
      ...{ id: initech.id, user_id: 'initech', stage: 'Live', mrr: [{ currency: 'usd', amount: 5_000 }] },
    })
    for (const { id } of events) {
      expect(await settledEvent(billhook, id)).toMatchObject({ outcome: 'processed', customer: { id: initech.id } })
    }
    expect(await readList(billhook, '/unmatched')).toEqual([])
  })

  it('becomes a customer where a person says so, or the settings do; created_by names the event and the rule', async () => {
    const asked = payer('asked')
    await receive(billhook, asked)
    await ask(billhook, '/unmatched/cus_asked/resolve', { method: 'POST', body: { create: true } })
    await changeSettings(billhook, { identity: { create_unknown: true } })
    const [unknown, named] = [payer('unknown'), payer('named', 'umbrella')]
    await receive(billhook, unknown, named)
    const made = async (name: string) => (await customerOf(billhook, `cus_${name}`)).created_by
    expect([await made('asked'), await made('unknown'), await made('named')]).toEqual([
      { kind: 'api', ref: 'operator', rule: 'unmatched_resolved' },
      { kind: 'event', ref: unknown.id, rule: 'unknown_stripe_customer' },
      { kind: 'event', ref: named.id, rule: 'unknown_user_id' },
    ])
  })
})
