import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { DAY, HOUR, NOW, type SubscriptionSeed, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { charge, dispute, invoice } from '../../support/billing-payments.ts'
import { incoming, rpc, settle, stubOf } from '../account/tenant.ts'
import { type RuleAccount, ruleAccount, timeless } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, runsOf, sinceEver } from './automations.ts'

const BORN = NOW - 40 * DAY
const becomes = (seed: SubscriptionSeed, previous = {}): StripeEvent =>
  event('customer.subscription.updated', subscription({ created: BORN, ...seed }), { at: NOW, previous })
const bill = (verb: string, seed: object): StripeEvent =>
  event(`invoice.${verb}`, invoice({ id: 'in_2', created: NOW - HOUR, ...seed }), { at: NOW })

const PRO = { id: 'si_1', price: 'price_pro', product: 'prod_pro', amount: 9_900 } as never
const SCENARIOS: [string, () => StripeEvent[]][] = [
  [
    'a payment fails',
    () => [bill('payment_failed', { attempts: 1 }), becomes({ status: 'past_due', latestInvoice: 'in_2' })],
  ],
  [
    'a payment fails and is made',
    () => [bill('payment_failed', { attempts: 1 }), bill('paid', { status: 'paid', paidAt: NOW })],
  ],
  ['a renewal is paid', () => [bill('paid', { status: 'paid', paidAt: NOW })]],
  ['a payment needs the customer', () => [bill('payment_action_required', { attempts: 1 })]],
  ['the plan goes up', () => [becomes({ items: [PRO] }, { items: { data: [{ price: { id: 'price_1' } }] } })]],
  ['a cancel is scheduled', () => [becomes({ cancelAtPeriodEnd: true }, { cancel_at_period_end: false })]],
  ['a cancel is taken back', () => [becomes({}, { cancel_at_period_end: true })]],
  [
    'it ends',
    () => [
      event('customer.subscription.deleted', subscription({ created: BORN, status: 'canceled', endedAt: NOW }), {
        at: NOW,
      }),
    ],
  ],
  ['it is not paid', () => [becomes({ status: 'unpaid' }, { status: 'past_due' })]],
  [
    'collecting is paused',
    () => [becomes({ pause: { behavior: 'void', resumes_at: null } }, { pause_collection: null })],
  ],
  ['it is paused', () => [becomes({ status: 'paused' }, { status: 'active' })]],
  [
    'another subscription begins',
    () => [event('customer.subscription.created', subscription({ id: 'sub_2', created: NOW }), { at: NOW })],
  ],
  [
    'a trial begins',
    () => [
      event(
        'customer.subscription.created',
        subscription({ id: 'sub_2', created: NOW, status: 'trialing', trialEnd: NOW + 9 * DAY }),
        { at: NOW },
      ),
    ],
  ],
  [
    'a trial will end',
    () => [
      event(
        'customer.subscription.trial_will_end',
        subscription({ id: 'sub_2', created: NOW, status: 'trialing', trialEnd: NOW + 3 * DAY }),
        { at: NOW },
      ),
    ],
  ],
  [
    'one waits for its first payment',
    () => [
      event('customer.subscription.created', subscription({ id: 'sub_2', created: NOW, status: 'incomplete' }), {
        at: NOW,
      }),
    ],
  ],
  [
    'a charge is refunded',
    () => [event('charge.refunded', charge({ id: 'ch_1', refunded: 2_000 } as never), { at: NOW })],
  ],
  [
    'a dispute is opened',
    () => [
      event('charge.succeeded', charge({ id: 'ch_1' }), { at: NOW }),
      event('charge.dispute.created', dispute({ charge: 'ch_1' } as never), { at: NOW }),
    ],
  ],
  [
    'an invoice is coming',
    () => [event('invoice.upcoming', invoice({ id: 'upcoming_in', created: NOW }), { at: NOW })],
  ],
  [
    'the address changes',
    () => [event('customer.updated', stripeCustomer({ created: BORN, email: 'new@example.com' }), { at: NOW })],
  ],
  ['the Stripe customer is deleted', () => [event('customer.deleted', stripeCustomer({ created: BORN }), { at: NOW })]],
  [
    'somebody unknown comes',
    () => [
      event('customer.created', stripeCustomer({ id: 'cus_9', email: 'x@example.com', created: NOW }), { at: NOW }),
    ],
  ],
]

const TRIGGERS = [
  ...['subscription.created', 'subscription.updated', 'subscription.plan_changed', 'subscription.cancel_scheduled'],
  ...['subscription.canceled', 'subscription.trial_ending', 'payment.succeeded', 'payment.failed', 'payment.recovered'],
  ...['payment.action_required', 'charge.refunded', 'dispute.opened', 'invoice.upcoming', 'customer.created'],
  ...['stage.changed', 'access.changed', 'segment.entered', 'segment.left'],
] as const

async function account(): Promise<RuleAccount> {
  const made = await ruleAccount({ price_mapping: { price_1: ['basic'], price_pro: ['pro'] } })
  const { tenant } = made
  const template = await aTemplate(tenant)
  for (const type of TRIGGERS)
    await anAutomation(tenant, {
      trigger: { type },
      actions: [
        { type: 'send_email', template },
        { type: 'add_tag', tag: type },
      ],
    })
  await sinceEver(tenant)
  await made.receive(
    event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
    event('customer.subscription.created', subscription({ created: BORN }), { at: BORN }),
  )
  return made
}

/** Every table of the object, byte for byte. */
async function tablesOf(tenant: Tenant): Promise<string> {
  return runInDurableObject(stubOf(tenant), (_instance, state) => {
    const { sql } = state.storage
    const names = sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name",
      )
      .toArray()
    return JSON.stringify(names.map(({ name }) => [name, sql.exec(`SELECT * FROM "${name}"`).toArray()]))
  })
}

describe('a simulation', () => {
  it.each(SCENARIOS)('says what then really happens, and leaves every table as it was: %s', async (_name, scenario) => {
    const { tenant, receive, customer, event: eventOf } = await account()
    const events = scenario()
    const [runsBefore, deliveriesBefore] = [(await runsOf(tenant)).length, (await deliveriesOf(tenant)).length]
    await settle(tenant)
    const before = await tablesOf(tenant)
    const said = await rpc(tenant).simulate(tenant, events.map(incoming), {})
    expect(await tablesOf(tenant)).toBe(before)

    await receive(...events)
    const stripeCustomerId = said.customer?.external_id ?? 'cus_1'
    const really = await customer(stripeCustomerId)
    const { set: _set, own_fields: _own, ...shown } = said.customer ?? { set: null, own_fields: null }
    expect(timeless(really)).toMatchObject(JSON.parse(JSON.stringify({ ...without(shown), plan: undefined })))
    const runs = (await runsOf(tenant)).slice(runsBefore)
    const matched = said.runs.filter(({ status }) => status !== null)
    expect(matched.map(({ automation, status }) => `${automation.name} ${status}`).sort()).toEqual(
      runs.map(({ automation, status }) => `${automation.name} ${status}`).sort(),
    )
    const deliveries = (await deliveriesOf(tenant)).slice(deliveriesBefore)
    expect(said.mails.map(({ delivery }) => delivery.occurrence?.cause).sort()).toEqual(
      deliveries.map(({ occurrence }) => occurrence?.cause).sort(),
    )
    for (const [at, { id }] of events.entries()) expect((await eventOf(id)).notes).toEqual(said.events[at]?.notes)
  })

  it('tells of webhooks that would be sent, and of none to an endpoint that is disabled', async () => {
    const { tenant } = await account()
    const urls = []
    for (const status of ['enabled', 'disabled'] as const) {
      const url = `https://${status}.test/`
      const made = await rpc(tenant).createEndpoint(
        tenant,
        { url, description: null, events: [], status },
        'whsec_AAEC',
      )
      if (!made.ok) throw new Error(made.reason)
      await anAutomation(tenant, {
        trigger: { type: 'subscription.canceled' },
        actions: [{ type: 'webhook', endpoint: made.endpoint.id }],
      })
      urls.push(url)
    }
    const over = subscription({ created: BORN, status: 'canceled', endedAt: NOW })
    const ends = event('customer.subscription.deleted', over, { at: NOW })
    const { webhooks } = await rpc(tenant).simulate(tenant, [incoming(ends)], {})
    expect(webhooks.map(({ body }) => (body as { type: string }).type)).toContain('automation.fired')
    expect([...new Set(webhooks.map(({ url }) => url))]).toEqual(urls.slice(0, 1))
  })

  it('goes by other settings where some are given', async () => {
    const { tenant } = await account()
    const ends = event(
      'customer.subscription.deleted',
      subscription({ created: BORN, status: 'canceled', endedAt: NOW }),
      { at: NOW },
    )
    const frozen = await rpc(tenant).simulate(tenant, [incoming(ends)], { access: { on_end: 'freeze' } })
    expect(frozen.customer?.access.state).toBe('frozen')
    const expired = await rpc(tenant).simulate(tenant, [incoming(ends)], {})
    expect(expired.customer?.access.state).toBe('expired')
  })
})

/** What tells when, or which customer that was made. */
function without(customer: object): object {
  const {
    id: _id,
    created_at: _created,
    updated_at: _updated,
    created_by: _by,
    ...rest
  } = customer as Record<string, unknown>
  return rest
}
