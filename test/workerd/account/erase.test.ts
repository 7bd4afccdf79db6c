import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../worker/account/rpc.ts'
import { TIMELINE_PAGE_ENTRIES } from '../../../worker/domain/customer.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { charge, dispute, invoice } from '../../support/billing-payments.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { incoming, rpc, settle, stubOf } from './tenant.ts'

const PERSON = { email: 'erika.mustermann@example.com', name: 'Erika Mustermann' }
const TRACES = /mustermann/i

describe('erasing a customer', () => {
  it('leaves no trace of the person in the object or in the read model, and all totals', async () => {
    const account = await ruleAccount()
    await account.receive(
      event('customer.created', stripeCustomer(PERSON)),
      event('customer.updated', stripeCustomer({ ...PERSON, name: 'Erika M. Mustermann' })),
      event('customer.subscription.created', subscription()),
      event('invoice.paid', invoice({ status: 'paid' })),
      event('charge.succeeded', charge()),
    )
    const before = await account.customer()
    await account.ask('PATCH', `/customers/${before.id}`, { fields: { nickname: 'Mustermann' }, tags: ['vip'] })
    await rpc(account.tenant).ingestSnapshots(account.tenant, 0, [
      {
        objectType: 'customer',
        objectId: 'cus_1',
        asOf: 2_000_000_000,
        object: stripeCustomer(PERSON),
        source: 'refetch',
      },
    ])
    await settle(account.tenant)

    const erased = await account.ask('DELETE', `/customers/${before.id}`)
    expect(erased.status).toBe(200)
    await settle(account.tenant)

    expect(await tracesInObject(account.tenant)).toEqual([])
    expect(await tracesInReadModel(account.tenant)).toEqual([])
    const after = await account.customer()
    expect([after.erased, after.email, after.name, after.tags, after.mrr, after.lifetime_value]).toEqual([
      ...[true, null, null, [], before.mrr, before.lifetime_value],
    ])
  })

  it('leaves nothing of customers that were merged into it, of what no rule reads, or of what Stripe holds besides', async () => {
    const account = await ruleAccount({ identity: { metadata_key: 'user_id' } })
    const { body: other } = await account.ask('POST', '/customers', {
      ...{ ...PERSON, email: 'e.mustermann@example.com', user_id: 'mustermann', tags: ['vip'] },
      fields: { phone: 'mustermann-phone' },
    })
    await account.receive(
      event('customer.created', stripeCustomer({ ...PERSON, metadata: { user_id: 'mustermann7' } })),
      event('customer.subscription.created', {
        ...subscription({ metadata: { contact: 'mustermann' } }),
        description: 'For Mustermann',
      }),
      event('charge.succeeded', { ...charge(), receipt_email: PERSON.email, metadata: { of: 'mustermann' } }),
      event('charge.dispute.created', { ...dispute(), evidence: { customer_name: PERSON.name } }),
      event('invoice.paid', { ...invoice({ status: 'paid' }), metadata: { of: 'mustermann' } }),
      event('checkout.session.completed', {
        ...{ id: 'cs_1', object: 'checkout.session', customer: 'cus_1', customer_details: PERSON },
      }),
    )
    const { id, mrr } = await account.customer()
    await account.ask('PATCH', `/customers/${other.id}`, { name: 'Erika von Mustermann' })
    await account.ask('POST', `/customers/${other.id}/merge`, { into: id })
    const reason = 'Asked for by Mustermann'
    await account.ask('PATCH', `/customers/${id}`, { overrides: { access: { value: 'active', reason } } })

    await account.ask('DELETE', `/customers/${id}`)
    await settle(account.tenant)

    expect(await tracesInObject(account.tenant)).toEqual([])
    expect(await tracesInReadModel(account.tenant)).toEqual([])
    expect((await account.customer()).mrr).toEqual(mrr)
  })

  it('leaves nothing of one that only an import told of', async () => {
    const account = await ruleAccount()
    await ask(account, { objectType: 'customer', objectId: 'cus_1', object: stripeCustomer(PERSON) })
    await ask(account, { objectType: 'subscription', objectId: 'sub_1', object: subscription() })
    await account.ask('DELETE', `/customers/${(await account.customer()).id}`)
    await settle(account.tenant)
    expect(await tracesInObject(account.tenant)).toEqual([])
    expect(await tracesInReadModel(account.tenant)).toEqual([])
  })

  it('leaves nothing of what a person wrote into the timeline, in its newest entries or in a page that was put away', async () => {
    const account = await ruleAccount()
    const { body: made } = await account.ask('POST', '/customers', { name: 'A. Person' })
    const change = (patch: object) => account.ask('PATCH', `/customers/${made.id}`, patch)
    const writes = async (): Promise<void> => {
      await change({ overrides: { access: { value: 'active', reason: 'Mustermann paid in cash' } } })
      await change({ overrides: { access: null } })
      await change({ ...PERSON, user_id: 'mustermann', tags: ['vip'], fields: { nickname: 'Mustermann' } })
      await change({ name: null, email: null, user_id: null, tags: [], fields: { nickname: null } })
    }
    await writes()
    for (let time = 0; time < TIMELINE_PAGE_ENTRIES; time += 1) await change({ kind: time % 2 ? 'user' : 'account' })
    await writes()
    await settle(account.tenant)
    expect(await tracesInReadModel(account.tenant)).not.toEqual([])
    await account.ask('DELETE', `/customers/${made.id}`)
    await settle(account.tenant)
    expect(await tracesInObject(account.tenant)).toEqual([])
    expect(await tracesInReadModel(account.tenant)).toEqual([])
    const told = await account.list(`/customers/${made.id}/timeline`)
    expect(told.flatMap(({ notes }) => notes)).toContain('Changed by hand: overrides.')
  })

  it('leaves nothing in a page of the timeline that the erasing itself puts away', async () => {
    const account = await ruleAccount()
    await account.receive(event('customer.created', stripeCustomer(PERSON)))
    const { id } = await account.customer()
    // With the event these fill the row: the entry that tells of the erasing is one more than it holds.
    for (let time = 1; time < TIMELINE_PAGE_ENTRIES; time += 1)
      await account.ask('PATCH', `/customers/${id}`, { name: `Erika Mustermann ${time}` })
    await account.ask('DELETE', `/customers/${id}`)
    await settle(account.tenant)
    expect(await tracesInObject(account.tenant)).toEqual([])
    expect(await tracesInReadModel(account.tenant)).toEqual([])
  })

  it('leaves nothing of one that waited for a person, or was one of several', async () => {
    const account = await ruleAccount({ identity: { create_unknown: false, metadata_key: 'user_id' } })
    await account.receive(
      event('customer.created', stripeCustomer({ ...PERSON, metadata: { user_id: 'mustermann1' } })),
      event('customer.subscription.created', subscription()),
    )
    await account.ask('POST', '/unmatched/cus_1/resolve', { create: true })
    const { id } = await account.customer()
    const { body: other } = await account.ask('POST', '/customers', { name: 'Else', external_id: 'cus_2' })
    await account.receive(
      event('customer.created', stripeCustomer({ ...PERSON, id: 'cus_2', metadata: { user_id: 'mustermann1' } })),
    )
    for (const one of [id, other.id]) await account.ask('DELETE', `/customers/${one}`)
    await settle(account.tenant)
    expect(await tracesInObject(account.tenant)).toEqual([])
    expect(await tracesInReadModel(account.tenant)).toEqual([])
  })

  it('holds for what was stored before and is decided after, and for all that comes later', async () => {
    const account = await ruleAccount()
    await account.receive(event('customer.created', stripeCustomer(PERSON)))
    const { id } = await account.customer()
    const pending = event('customer.updated', stripeCustomer({ ...PERSON, name: 'E. Mustermann' }))
    await rpc(account.tenant).ingest(account.tenant, incoming(pending))
    await account.ask('DELETE', `/customers/${id}`)
    await account.receive(
      event('customer.updated', stripeCustomer({ ...PERSON, email: 'neu.mustermann@example.com' })),
      event('customer.subscription.created', subscription({ metadata: { contact: 'mustermann' } })),
      event('checkout.session.completed', {
        ...{ id: 'cs_1', object: 'checkout.session', customer: 'cus_1', customer_details: PERSON },
      }),
    )
    await ask(account, { objectType: 'customer', objectId: 'cus_1', object: stripeCustomer(PERSON) })
    expect(await tracesInObject(account.tenant)).toEqual([])
    expect(await tracesInReadModel(account.tenant)).toEqual([])
    expect(await account.customer()).toMatchObject({ id, erased: true, email: null, access: { state: 'active' } })
  })
})

async function ask(
  { tenant }: RuleAccount,
  snapshot: Pick<Snapshot, 'objectType' | 'objectId' | 'object'>,
): Promise<void> {
  await rpc(tenant).ingestSnapshots(tenant, 0, [{ ...snapshot, asOf: 2_000_000_000, source: 'refetch' }])
  await settle(tenant)
}

async function tracesInObject(tenant: Tenant): Promise<string[]> {
  return runInDurableObject(stubOf(tenant), (_object, state) => {
    const { sql } = state.storage
    const tables = sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray()
    return tables
      .filter(({ name }) => !name.startsWith('_cf'))
      .flatMap(({ name }) =>
        sql
          .exec(`SELECT * FROM ${name}`)
          .toArray()
          .map((row) => `${name}: ${JSON.stringify(row)}`),
      )
      .filter((row) => TRACES.test(row))
  })
}

async function tracesInReadModel(tenant: Tenant): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.sql LIKE '%account_id%'",
  ).all<{ name: string }>()
  const rows = await Promise.all(
    results.map(async ({ name }) => {
      const found = await env.DB.prepare(`SELECT * FROM ${name} WHERE account_id = ?1`).bind(tenant.accountId).all()
      return found.results.map((row) => `${name}: ${JSON.stringify(row)}`)
    }),
  )
  return rows.flat().filter((row) => TRACES.test(row))
}
