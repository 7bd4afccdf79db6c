import { describe, expect, it } from 'vitest'
import { DAY, HOUR, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { charge, invoice } from '../../support/billing-payments.ts'
import { rpc } from '../account/tenant.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, runsOf, sinceEver } from './automations.ts'

const BORN = NOW - 40 * DAY
const SIGN_UP = [
  event('customer.created', stripeCustomer({ created: BORN }), { at: BORN, id: 'evt_customer' }),
  event('customer.subscription.created', subscription({ created: BORN }), { at: BORN + 1, id: 'evt_subscription' }),
]

async function withAutomation(
  input: Parameters<typeof anAutomation>[1],
  ...before: object[]
): Promise<{ account: RuleAccount; automation: string }> {
  const account = await ruleAccount()
  await account.receive(...(before as never[]))
  const automation = await anAutomation(account.tenant, input)
  await sinceEver(account.tenant)
  return { account, automation }
}

const statuses = async (account: RuleAccount): Promise<string[]> =>
  (await runsOf(account.tenant)).map(({ status, stopped }) => (stopped ? `${status}: ${stopped.code}` : status))

describe('an automation runs once for what happened', () => {
  it('the same event again, and another event of the same fact, start nothing more', async () => {
    const account = await ruleAccount()
    const template = await aTemplate(account.tenant)
    await anAutomation(account.tenant, {
      trigger: { type: 'payment.succeeded' },
      actions: [{ type: 'send_email', template }],
    })
    await sinceEver(account.tenant)
    const paid = invoice({ id: 'in_1', status: 'paid', created: BORN, paidAt: BORN })
    const told = event('invoice.paid', paid, { at: BORN + 2, id: 'evt_paid' })
    await account.receive(...SIGN_UP, told, told, event('invoice.payment_succeeded', paid, { at: BORN + 2 }))
    expect(await runsOf(account.tenant)).toMatchObject([
      {
        status: 'done',
        occurrence: { cause: 'paid in_1', event: 'evt_paid' },
        steps: [{ result: 'Sends the mail “Plain”.' }],
      },
    ])
    const deliveries = await deliveriesOf(account.tenant)
    expect(deliveries).toMatchObject([{ channel: 'mail', customerId: expect.stringMatching(/^cust_/) }])
    const { runs } = await account.event('evt_paid')
    expect(runs).toBeDefined()
  })

  it('a refund is of the plan that its customer has, for triggers of one product or price', async () => {
    const account = await ruleAccount()
    const trigger = { type: 'charge.refunded' as const }
    const actions = [{ type: 'add_tag' as const, tag: 'refunded' }]
    for (const filter of [{ product: 'prod_1' }, { price: 'price_1' }, { product: 'prod_2' }])
      await anAutomation(account.tenant, {
        name: Object.values(filter)[0] ?? '',
        trigger: { ...trigger, ...filter },
        actions,
      })
    await sinceEver(account.tenant)
    const refunded = charge({ refunded: 500, created: BORN + 2 })
    await account.receive(...SIGN_UP, event('charge.refunded', refunded, { at: BORN + 3 }))
    const names = (await runsOf(account.tenant)).map(({ automation }) => automation.name)
    expect(names.sort()).toEqual(['price_1', 'prod_1'])
  })

  it('a replay makes no new run', async () => {
    const tags = [{ type: 'add_tag' as const, tag: 'paid' }]
    const { account } = await withAutomation({ trigger: { type: 'subscription.created' }, actions: tags })
    await account.receive(...SIGN_UP)
    await account.ask('POST', '/events/evt_subscription/replay', {})
    await account.receive()
    expect(await runsOf(account.tenant)).toHaveLength(1)
  })

  it('what happened before it was on starts nothing, nor does what an import read', async () => {
    const account = await ruleAccount()
    await anAutomation(account.tenant, {
      trigger: { type: 'subscription.created' },
      actions: [{ type: 'add_tag', tag: 'new' }],
    })
    await account.receive(...SIGN_UP)
    expect(await runsOf(account.tenant)).toEqual([])
  })

  it('a condition that does not hold stops the run, says what was there, and is no failure', async () => {
    const { account } = await withAutomation({
      trigger: { type: 'subscription.created' },
      conditions: [{ field: 'mrr', op: 'gte', value: 9_000 }],
      actions: [{ type: 'add_tag', tag: 'big' }],
    })
    await account.receive(...SIGN_UP)
    expect(await runsOf(account.tenant)).toMatchObject([
      {
        status: 'stopped',
        stopped: { code: 'condition', failing: { field: 'mrr', op: 'gte', value: 9_000 } },
        steps: [],
      },
    ])
    expect((await account.customer()).tags).toEqual([])
  })

  it('actions change the customer, name the run as what set them, and may start others', async () => {
    const account = await ruleAccount()
    await anAutomation(account.tenant, {
      trigger: { type: 'subscription.created' },
      actions: [
        { type: 'add_tag', tag: 'new' },
        { type: 'set_field', key: 'source', value: 'stripe' },
        { type: 'set_access', state: 'suspended' },
      ],
    })
    await anAutomation(account.tenant, {
      trigger: { type: 'access.changed', access: 'suspended' },
      actions: [{ type: 'add_tag', tag: 'out' }],
    })
    await sinceEver(account.tenant)
    await account.receive(...SIGN_UP)
    const [first, second] = await runsOf(account.tenant)
    expect(second).toMatchObject({ depth: 1, status: 'done' })
    expect(await account.customer()).toMatchObject({
      tags: ['new', 'out'],
      access: { state: 'suspended', reason: expect.stringContaining('Automation') },
      fields: { source: { value: 'stripe', set_by: first?.id } },
    })
  })

  it('each change of access that a run makes is told, also where it comes back within the same moment', async () => {
    const { account } = await withAutomation({
      trigger: { type: 'subscription.created' },
      actions: [
        { type: 'set_access', state: 'suspended' },
        { type: 'set_access', state: 'active' },
      ],
    })
    await anAutomation(account.tenant, {
      trigger: { type: 'access.changed' },
      actions: [{ type: 'set_field', key: 'told', value: true }],
    })
    await sinceEver(account.tenant)
    await account.receive(...SIGN_UP)
    const told = (await runsOf(account.tenant)).flatMap(({ occurrence: { trigger, data } }) =>
      trigger === 'access.changed' ? [data.to] : [],
    )
    expect(told).toEqual(['active', 'suspended', 'active'])
  })

  it('a first payment that fails and is made is neither a failed payment nor one that recovered', async () => {
    const account = await ruleAccount()
    for (const type of ['payment.failed', 'payment.recovered', 'subscription.created'] as const)
      await anAutomation(account.tenant, { trigger: { type }, actions: [{ type: 'add_tag', tag: 'told' }] })
    await sinceEver(account.tenant)
    const first = { id: 'in_1', reason: 'subscription_create' as const, created: BORN }
    const waiting = subscription({ created: BORN, status: 'incomplete', latestInvoice: 'in_1' })
    await account.receive(
      event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
      event('customer.subscription.created', waiting, { at: BORN }),
      event('invoice.payment_failed', invoice({ ...first, attempts: 1 }), { at: BORN + 1 }),
      event('invoice.paid', invoice({ ...first, status: 'paid', paidAt: BORN + 60 }), { at: BORN + 60 }),
      event('customer.subscription.updated', subscription({ created: BORN, latestInvoice: 'in_1' }), {
        ...{ at: BORN + 60, previous: { status: 'incomplete' } },
      }),
    )
    expect((await runsOf(account.tenant)).map(({ occurrence }) => occurrence.trigger)).toEqual(['subscription.created'])
  })

  it('automations that start one another end after a few', async () => {
    const account = await ruleAccount()
    for (const [from, to] of [
      ['active', 'suspended'],
      ['suspended', 'active'],
    ] as const)
      await anAutomation(account.tenant, {
        trigger: { type: 'access.changed', access: from },
        actions: [{ type: 'set_access', state: to }],
      })
    await sinceEver(account.tenant)
    await account.receive(...SIGN_UP)
    const runs = await runsOf(account.tenant)
    expect(runs.length).toBeLessThan(8)
    expect((await account.event('evt_subscription')).outcome).toBe('processed')
  })
})

describe('a run that waits', () => {
  const actions = [
    { type: 'wait' as const, days: 2 },
    { type: 'add_tag' as const, tag: 'late' },
  ]

  it('goes on when its time has come, and asks its conditions again', async () => {
    const conditions = [{ field: 'subscription_status', op: 'eq' as const, value: 'active' }]
    const { account } = await withAutomation({ trigger: { type: 'subscription.created' }, conditions, actions })
    await account.receive(...SIGN_UP)
    expect(await statuses(account)).toEqual(['waiting'])
    await account.passTime(2 * DAY - HOUR)
    expect(await statuses(account)).toEqual(['waiting'])
    await account.passTime(2 * HOUR)
    expect(await statuses(account)).toEqual(['done'])
    expect((await account.customer()).tags).toEqual(['late'])
  })

  it('stops where its conditions hold no more, and is canceled where the automation is off', async () => {
    const conditions = [{ field: 'subscription_status', op: 'eq' as const, value: 'active' }]
    const { account } = await withAutomation({ trigger: { type: 'subscription.created' }, conditions, actions })
    await account.receive(...SIGN_UP)
    const over = subscription({ created: BORN, status: 'canceled', endedAt: NOW })
    await account.receive(event('customer.subscription.deleted', over, { at: NOW }))
    await account.passTime(3 * DAY)
    expect(await statuses(account)).toEqual(['stopped: condition'])

    const other = await withAutomation({ trigger: { type: 'subscription.created' }, actions })
    await other.account.receive(...SIGN_UP)
    await rpc(other.account.tenant).deleteAutomation(other.account.tenant, other.automation)
    await other.account.passTime(3 * DAY)
    expect(await statuses(other.account)).toEqual(['canceled: automation_off'])
  })

  it('goes on although the payload that its conditions asked as it began is gone by now', async () => {
    const conditions = [{ field: 'event.data.status', op: 'eq' as const, value: 'active' }]
    const { account } = await withAutomation({ trigger: { type: 'subscription.created' }, conditions, actions })
    await account.set({ retention: { payload_days: 1, event_days: 30 } })
    await account.receive(...SIGN_UP)
    await account.passTime(DAY + 2 * HOUR)
    await account.passTime(DAY)
    expect(await statuses(account)).toEqual(['done'])
  })

  it('never again means of a customer that was taken over too', async () => {
    const { account } = await withAutomation({
      ...{ trigger: { type: 'payment.succeeded' }, reentry: 'never' },
      actions: [{ type: 'add_tag', tag: 'paid' }],
    })
    const pay = (id: string): Promise<void> =>
      account.receive(event('invoice.paid', invoice({ id, status: 'paid', created: NOW, paidAt: NOW }), { at: NOW }))
    await account.receive(...SIGN_UP)
    await pay('in_1')
    const { id } = await account.customer()
    const into = (await account.ask('POST', '/customers', { name: 'Ada', email: 'ada@other.test' })).body.id
    expect((await account.ask('POST', `/customers/${id}/merge`, { into })).status).toBe(200)
    await pay('in_2')
    expect(await statuses(account)).toEqual(['done', 'stopped: reentry'])
  })

  it.each([
    ['never', 1, 1],
    [{ after_days: 20 }, 1, 2],
    ['always', 2, 3],
  ] as const)('re-entry %j: of three payments, ten and thirty days apart', async (reentry, afterTwo, afterThree) => {
    const { account } = await withAutomation(
      { trigger: { type: 'payment.succeeded' }, reentry, actions: [{ type: 'add_tag', tag: 'paid' }] },
      ...SIGN_UP,
    )
    const pay = (id: string): Promise<void> =>
      account.receive(event('invoice.paid', invoice({ id, status: 'paid', created: NOW, paidAt: NOW }), { at: NOW }))
    const done = async (): Promise<number> => (await statuses(account)).filter((it) => it === 'done').length
    await pay('in_1')
    await account.passTime(10 * DAY)
    await pay('in_2')
    expect(await done()).toBe(afterTwo)
    await account.passTime(30 * DAY)
    await pay('in_3')
    expect(await done()).toBe(afterThree)
  })
})
