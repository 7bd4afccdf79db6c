import { createExecutionContext, createMessageBatch, getQueueResult, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { deliveryMessage } from '../../../worker/account/delivery-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import type { Delivery, MailMessage } from '../../../worker/domain/delivery/delivery.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import worker from '../../../worker/index.ts'
import { DAY, HOUR, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { replaceBindings, rpc, settle, stubOf } from '../account/tenant.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, PLAIN, sinceEver } from './automations.ts'

const BORN = NOW - 40 * DAY
const CUSTOMER = event('customer.created', stripeCustomer({ created: BORN, email: 'ada@example.com' }), { at: BORN })
const SUBSCRIBED = event('customer.subscription.created', subscription({ created: BORN }), { at: BORN + 1 })

function productOf(name: string) {
  return { id: `prod_${name.toLowerCase()}`, object: 'product', name, active: true, created: BORN, updated: BORN }
}

interface Mail {
  delivery: Delivery
  message: MailMessage | null
}

/** Mails as the read model has them, once none is under way. */
async function mailsOf(tenant: Tenant): Promise<Mail[]> {
  return vi.waitFor(
    async () => {
      await settle(tenant)
      const { results } = await env.DB.prepare(
        'SELECT body, message FROM deliveries WHERE account_id = ?1 AND mode = ?2 ORDER BY number',
      )
        .bind(tenant.accountId, tenant.mode)
        .all<{ body: string; message: string | null }>()
      const mails = results.map(({ body, message }) => ({
        delivery: JSON.parse(body) as Delivery,
        message: message ? (JSON.parse(message) as MailMessage) : null,
      }))
      // D1 hears of one that is under way later than its object.
      expect(mails.map(({ delivery }) => delivery)).toEqual(await deliveriesOf(tenant))
      expect(mails.filter(({ delivery }) => delivery.status === 'queued' && delivery.nextAttemptAtMs === null)).toEqual(
        [],
      )
      return mails
    },
    { timeout: 15_000, interval: 50 },
  )
}

async function welcoming(
  input: Parameters<typeof aTemplate>[1] = {},
): Promise<{ account: RuleAccount; template: string }> {
  const account = await ruleAccount()
  const template = await aTemplate(account.tenant, input)
  await anAutomation(account.tenant, {
    trigger: { type: 'subscription.created' },
    actions: [{ type: 'send_email', template }],
  })
  await sinceEver(account.tenant)
  return { account, template }
}

describe('a mail', () => {
  it('is sent once, and what was sent, every attempt and why are kept', async () => {
    const { account } = await welcoming()
    await account.receive(CUSTOMER, SUBSCRIBED, SUBSCRIBED)
    expect(await mailsOf(account.tenant)).toMatchObject([
      {
        delivery: {
          ...{ status: 'sent', to: 'ada@example.com', transport: 'outbox', attempts: [{ outcome: 'sent' }] },
          run: { id: expect.stringMatching(/^run_/) },
        },
        message: { to: 'ada@example.com', subject: 'Hello ada@example.com', html: '<p>subscription.created</p>' },
      },
    ])
  })

  it('names the plan that it is about, whichever one its customer has besides or since', async () => {
    const { account, template } = await welcoming({ draft: { ...PLAIN.draft, subject: '{{ subscription.plan }}' } })
    const { tenant } = account
    await anAutomation(tenant, {
      trigger: { type: 'subscription.canceled' },
      actions: [{ type: 'send_email', template }],
    })
    await sinceEver(tenant)
    const itemsOf = (product: string) => [{ id: `price_of_${product}`, product }]
    const [basic, team] = [itemsOf('prod_basic'), itemsOf('prod_team')]
    const [one, two] = [
      { items: basic, created: BORN },
      { id: 'sub_2', items: team, created: BORN },
    ]
    await account.receive(
      ...['Basic', 'Team'].map((name) => event('product.created', productOf(name), { at: BORN })),
      CUSTOMER,
      event('customer.subscription.created', subscription(one), { at: BORN + 1 }),
      event('customer.subscription.created', subscription(two), { at: BORN + 2 }),
      event('customer.subscription.updated', subscription({ ...one, items: team }), { at: BORN + 3 }),
      event('customer.subscription.deleted', subscription({ ...two, items: basic, status: 'canceled' }), {
        at: BORN + 4,
      }),
    )
    const mails = await mailsOf(tenant)
    expect(mails.map(({ message }) => message?.subject)).toEqual(['Basic', 'Team', 'Basic'])
  })

  it('leads to the billing page of the settings, and to whoever answers', async () => {
    const html = '<a href="{{ links.update_payment }}">Pay</a> {{ links.billing_portal }} {{ account.support_email }}'
    const { account } = await welcoming({ draft: { ...PLAIN.draft, html } })
    const portal = 'https://billing.stripe.com/p/login/test_1'
    await account.set({ mail: { portal_url: portal, reply_to: 'Help <help@acme.test>' } })
    await account.receive(CUSTOMER, SUBSCRIBED)
    const [mail] = await mailsOf(account.tenant)
    expect(mail?.message?.html).toBe(`<a href="${portal}">Pay</a> ${portal} help@acme.test`)
  })

  it('waits for the address where the Stripe customer comes after its subscription', async () => {
    const { account } = await welcoming()
    await account.receive(SUBSCRIBED)
    expect(await mailsOf(account.tenant)).toMatchObject([{ delivery: { status: 'queued', code: 'no_address' } }])
    await account.receive(CUSTOMER)
    await account.passTime(60)
    expect(await mailsOf(account.tenant)).toMatchObject([{ delivery: { status: 'sent', to: 'ada@example.com' } }])
  })

  it('is skipped where no address comes within an hour', async () => {
    const { account } = await welcoming()
    await account.receive(SUBSCRIBED)
    for (let hour = 0; hour < 3; hour += 1) {
      await mailsOf(account.tenant)
      await account.passTime(HOUR)
    }
    expect(await mailsOf(account.tenant)).toMatchObject([{ delivery: { status: 'skipped', code: 'no_address' } }])
  })

  it('goes to no suppressed address; one that unsubscribed still gets what is no marketing', async () => {
    const { account } = await welcoming()
    const { tenant } = account
    await rpc(tenant).suppress(tenant, { email: 'ada@example.com', reason: 'unsubscribed', detail: null })
    await account.receive(CUSTOMER, SUBSCRIBED)
    expect(await mailsOf(tenant)).toMatchObject([{ delivery: { status: 'sent' } }])
    await rpc(tenant).suppress(tenant, { email: 'ada@example.com', reason: 'bounced', detail: null })
    const other = event('customer.subscription.created', subscription({ id: 'sub_2', created: BORN }), { at: BORN + 2 })
    await account.receive(other)
    expect((await mailsOf(tenant))[1]).toMatchObject({
      delivery: { status: 'suppressed', code: 'bounced' },
      message: null,
    })
  })

  it('of marketing has one click to unsubscribe, and comes no more often than the cap allows', async () => {
    const { account } = await welcoming({ category: 'marketing' })
    await account.receive(CUSTOMER, SUBSCRIBED)
    const [first] = await mailsOf(account.tenant)
    expect(first?.message?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
    await account.receive(
      event('customer.subscription.created', subscription({ id: 'sub_2', created: BORN }), { at: BORN + 2 }),
    )
    expect((await mailsOf(account.tenant))[1]).toMatchObject({ delivery: { status: 'skipped', code: 'frequency_cap' } })
  })

  it('of marketing comes once also where two would leave in the same moment', async () => {
    const { account, template } = await welcoming({ category: 'marketing' })
    await anAutomation(account.tenant, {
      trigger: { type: 'subscription.created' },
      actions: [{ type: 'send_email', template }],
    })
    await sinceEver(account.tenant)
    await account.receive(CUSTOMER, SUBSCRIBED)
    await mailsOf(account.tenant)
    await account.passTime(60)
    const ends = async () => (await deliveriesOf(account.tenant)).map(({ status, code }) => [status, code])
    const once = [
      ['sent', null],
      ['skipped', 'frequency_cap'],
    ]
    await vi.waitFor(async () => expect(await ends()).toEqual(once), 15_000)
  })

  it('of marketing counts for whom its customer is merged into', async () => {
    const { account } = await welcoming({ category: 'marketing' })
    await account.receive(CUSTOMER, SUBSCRIBED)
    await mailsOf(account.tenant)
    const { id } = await account.customer()
    const into = (await account.ask('POST', '/customers', { name: 'Ada', email: 'ada@other.test' })).body.id
    expect((await account.ask('POST', `/customers/${id}/merge`, { into })).status).toBe(200)
    await account.receive(
      event('customer.subscription.created', subscription({ id: 'sub_2', created: BORN }), { at: BORN + 2 }),
    )
    expect((await mailsOf(account.tenant))[1]).toMatchObject({ delivery: { status: 'skipped', code: 'frequency_cap' } })
  })

  it('that lacks a required value is not sent, and says what it lacks', async () => {
    const { account } = await welcoming({ required: ['invoice.hosted_url'] })
    await account.receive(CUSTOMER, SUBSCRIBED)
    expect(await mailsOf(account.tenant)).toMatchObject([
      { delivery: { status: 'failed', code: 'missing_variable', reason: 'Without a value: invoice.hosted_url.' } },
    ])
  })
})

describe('whatever a queue does', () => {
  it('a message that comes again, also beside itself, sends nothing more', async () => {
    const { account } = await welcoming()
    const { tenant } = account
    await account.receive(CUSTOMER, SUBSCRIBED)
    await mailsOf(tenant)
    const [delivery] = await deliveriesOf(tenant)
    const messages = [1, 2, 3].map((n) => ({
      ...{ id: `m${n}`, timestamp: new Date(), attempts: n },
      body: deliveryMessage(tenant, delivery?.id ?? ''),
    }))
    const batch = createMessageBatch('billhook-mail', messages)
    await worker.queue(batch, env as Bindings)
    expect((await getQueueResult(batch, createExecutionContext())).explicitAcks).toEqual(['m1', 'm2', 'm3'])
    expect(await mailsOf(tenant)).toMatchObject([{ delivery: { status: 'sent', attempts: [{ outcome: 'sent' }] } }])
  })

  it('a message that is lost is sent again, and D1 hears of its mail, behind any number that wait for long', async () => {
    const { account } = await welcoming()
    const { tenant } = account
    await account.receive(CUSTOMER, SUBSCRIBED)
    await mailsOf(tenant)
    await runInDurableObject(stubOf(tenant), (_instance, state) => {
      state.storage.sql.exec(
        `WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 400)
         INSERT INTO deliveries (number, status, rev, body, due_at)
         SELECT n, 'queued', 1, json_set(body, '$.number', n, '$.id', 'dlv_' || n, '$.status', 'queued',
           '$.nextAttemptAtMs', 9e15), 9e15 FROM n, deliveries`,
      )
    })
    await replaceBindings(tenant, () => ({ MAIL_QUEUE: { sendBatch: async () => undefined } as unknown as Queue }))
    const other = event('customer.subscription.created', subscription({ id: 'sub_2', created: BORN }), { at: BORN + 2 })
    await account.receive(other)
    await account.passTime(60)
    const { results } = await env.DB.prepare('SELECT number FROM deliveries WHERE account_id = ?1 AND number > 400')
      .bind(tenant.accountId)
      .all()
    expect(results).toHaveLength(1)
    await account.passTime(2 * HOUR)
    await replaceBindings(tenant, () => ({}))
    await rpc(tenant).poke(tenant)
    await settle(tenant)
    await vi.waitFor(async () => expect((await deliveriesOf(tenant)).at(-1)).toMatchObject({ status: 'sent' }), 15_000)
  })

  it('a mail that may have left is not sent again where nobody can deal with its message', async () => {
    expectErrorLogs()
    const { account } = await welcoming()
    const { tenant } = account
    await account.set({ mail: { allowed_test_recipients: ['*@example.com'] } })
    const silent = { sendBatch: async () => undefined } as unknown as Queue
    await replaceBindings(tenant, () => ({ MAIL_QUEUE: silent }))
    await account.receive(CUSTOMER, SUBSCRIBED)
    const [delivery] = await deliveriesOf(tenant)
    const id = delivery?.id ?? ''
    const taken = await rpc(tenant).takeDeliveries(tenant, [id], { name: 'smtp', isIdempotent: false })
    expect(taken).toMatchObject([{ held: null }])
    const message = { id: 'm', timestamp: new Date(), attempts: 9, body: deliveryMessage(tenant, id) }
    await worker.queue(createMessageBatch('billhook-delivery-dlq', [message]), env as Bindings)
    expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'failed', code: 'unknown', nextAttemptAtMs: null }])
  })

  it('a mail that was taken for lost while its sender was at work is sent, once, when that says so', async () => {
    const { account } = await welcoming()
    const { tenant } = account
    await account.set({ mail: { allowed_test_recipients: ['*@example.com'] } })
    await replaceBindings(tenant, () => ({ MAIL_QUEUE: { sendBatch: async () => undefined } as unknown as Queue }))
    await account.receive(CUSTOMER, SUBSCRIBED)
    const [delivery] = await deliveriesOf(tenant)
    const id = delivery?.id ?? ''
    const take = () => rpc(tenant).takeDeliveries(tenant, [id], { name: 'smtp', isIdempotent: false })
    expect(await take()).toHaveLength(1)
    expect(await take()).toEqual([])
    expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'failed', code: 'unknown' }])
    const report = (outcome: 'sent' | 'failed') =>
      rpc(tenant).reportDeliveries(tenant, [
        {
          ...{ id, outcome, code: null, reason: null, afterSeconds: null, transport: 'smtp', providerId: null },
          ...{ attempt: { outcome, code: null, detail: '' }, message: null, isMarketing: false },
        },
      ])
    await report('sent')
    await report('failed')
    expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'sent', code: null }])
    const automation = delivery?.run?.automation
    await settle(tenant)
    const { body } = await account.ask('GET', `/automations/${automation}/report`)
    expect([body.sent, body.failed]).toEqual([1, 0])
  })

  it('a message that is lost is sent again after a while', async () => {
    const { account } = await welcoming()
    const { tenant } = account
    await account.receive(CUSTOMER, SUBSCRIBED)
    await mailsOf(tenant)
    await runInDurableObject(stubOf(tenant), (_instance, state) => {
      state.storage.sql.exec(
        `UPDATE deliveries SET status = 'queued', message = NULL,
           body = json_set(body, '$.status', 'queued', '$.attempts', json('[]'), '$.transport', NULL)`,
      )
    })
    await account.passTime(2 * HOUR)
    await rpc(tenant).poke(tenant)
    await vi.waitFor(async () => expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'sent' }]), 15_000)
  })
})

it('a payment of a subscription makes the receipt that is bound to its price, not the one of all', async () => {
  const account = await ruleAccount()
  const { tenant } = account
  const bound = { trigger: 'payment.succeeded' as const }
  await aTemplate(tenant, { name: 'All', binding: bound })
  await aTemplate(tenant, { name: 'Price', binding: { ...bound, price: 'price_1' } })
  await aTemplate(tenant, { name: 'Other', binding: { ...bound, price: 'price_2' } })
  await anAutomation(tenant, { trigger: { type: 'payment.succeeded' }, actions: [{ type: 'send_email' }] })
  await sinceEver(tenant)
  const line = { id: 'il_1', pricing: { price_details: { price: 'price_1', product: 'prod_1' } } }
  const paid = { ...invoice({ id: 'in_1', status: 'paid', created: BORN, paidAt: BORN }), lines: { data: [line] } }
  await account.receive(CUSTOMER, SUBSCRIBED, event('invoice.paid', paid, { at: BORN + 2 }))
  const [run] = await mailsOf(tenant)
  expect(run?.delivery.run).not.toBeNull()
  const { results } = await env.DB.prepare('SELECT body FROM runs WHERE account_id = ?1')
    .bind(tenant.accountId)
    .all<{ body: string }>()
  expect(results.map(({ body }) => JSON.parse(body).steps[0].result)).toEqual(['Sends the mail “Price”.'])
})

describe('what is kept of mails', () => {
  it('erasing a person takes out to whom they went and what they said, and cancels what is under way', async () => {
    const { account } = await welcoming()
    const { tenant } = account
    await account.receive(CUSTOMER, SUBSCRIBED)
    await mailsOf(tenant)
    const { id } = await account.customer()
    expect((await account.ask('DELETE', `/customers/${id}`)).status).toBe(200)
    await settle(tenant)
    const kept = await runInDurableObject(stubOf(tenant), (_instance, state) =>
      JSON.stringify([
        state.storage.sql.exec('SELECT body, message FROM deliveries').toArray(),
        state.storage.sql.exec('SELECT body FROM runs').toArray(),
      ]),
    )
    expect(kept).not.toContain('ada@example.com')
    const { results } = await env.DB.prepare('SELECT * FROM deliveries WHERE account_id = ?1')
      .bind(tenant.accountId)
      .all()
    expect(JSON.stringify(results)).not.toContain('ada@example.com')
    expect(await mailsOf(tenant)).toMatchObject([{ delivery: { status: 'sent', to: null }, message: null }])
  })

  it('goes with the events, after the days that the settings say', async () => {
    const { account } = await welcoming()
    const { tenant } = account
    await account.set({ retention: { payload_days: 1, event_days: 30 } })
    await account.receive(CUSTOMER, SUBSCRIBED)
    await mailsOf(tenant)
    const other = event('customer.subscription.created', subscription({ id: 'sub_2', created: BORN }), { at: NOW })
    await account.passTime(29 * DAY)
    await account.receive(other)
    expect(await mailsOf(tenant)).toHaveLength(2)
    await account.passTime(2 * DAY)
    await vi.waitFor(async () => {
      await account.receive()
      expect(await deliveriesOf(tenant)).toHaveLength(1)
    }, 10_000)
    expect(await mailsOf(tenant)).toHaveLength(1)
  })
})

it('an automation whose mails fail twenty times in a row is paused, and says why', async () => {
  const { account } = await welcoming({ required: ['invoice.hosted_url'] })
  const { tenant } = account
  await account.receive(CUSTOMER)
  const many = Array.from({ length: 21 }, (_, n) =>
    event('customer.subscription.created', subscription({ id: `sub_${n}`, created: BORN }), { at: BORN + n }),
  )
  await account.receive(...many)
  await mailsOf(tenant)
  const [automation] = await account.list('/automations')
  expect(automation).toMatchObject({ status: 'paused', paused_because: expect.stringContaining('invoice.hosted_url') })
})
