import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Bindings } from '../../../worker/config.ts'
import type { Delivery } from '../../../worker/domain/delivery/delivery.ts'
import type { DeliveryReport } from '../../../worker/domain/delivery/taken.ts'
import type { ToldCondition } from '../../../worker/domain/notice/notice.ts'
import { notice } from '../../../worker/http/schemas/notice.ts'
import { sendMail } from '../../../worker/queue/send-mail.ts'
import { DAY, HOUR, NOW, stripeCustomer } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { incoming, replaceBindings, rpc, settle } from '../account/tenant.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, PLAIN, sinceEver } from './automations.ts'

const OWNER = 'owner@acme.test'
/** Of a customer each. */
const EVENTS = Array.from({ length: 21 }, (_, n) =>
  event('customer.created', stripeCustomer({ id: `cus_${n}`, created: NOW, email: `c${n}@example.com` }), {
    at: NOW + n,
  }),
)
const [ONE, TWO, THREE] = EVENTS as [StripeEvent, StripeEvent, StripeEvent]

interface Owned extends RuleAccount {
  /** Kind and subject of each that is neither over nor dismissed. */
  open: () => Promise<string[]>
  /** Subjects of mails to the owner. */
  mailed: () => Promise<string[]>
  /** A mail that somebody was to get came to this. */
  mail: (told: Partial<DeliveryReport>) => Promise<void>
}

/** Its queues lead nowhere: the test is the consumer. */
async function owned(to: string[] = [OWNER]): Promise<Owned> {
  const account = await ruleAccount({ mail: { from: 'Acme <billing@acme.test>', notices_to: to } })
  const { tenant } = account
  const nowhere = { sendBatch: async () => {} } as unknown as Queue
  await replaceBindings(tenant, () => ({ MAIL_QUEUE: nowhere, WEBHOOK_QUEUE: nowhere }))
  return {
    ...account,
    open: async () =>
      (await account.list('/notices?show=open')).map(({ kind, about }) => (about ? `${kind} ${about}` : kind)),
    mailed: async () => subjectsOf(await deliveriesOf(tenant)),
    mail: async (told) => {
      const content = PLAIN.draft
      const { id } = await rpc(tenant).sendTestMail(tenant, {
        to: 'c@example.com',
        template: null,
        content,
        customerId: null,
      })
      await reported(account, id, told)
    },
  }
}

function subjectsOf(deliveries: Delivery[]): string[] {
  return deliveries.filter(({ kind }) => kind === 'notice').map(({ to, content }) => `${to}: ${content?.subject}`)
}

async function reported({ tenant }: RuleAccount, id: string, told: Partial<DeliveryReport>): Promise<void> {
  const outcome = told.outcome ?? 'failed'
  await rpc(tenant).reportDeliveries(tenant, [
    {
      ...{ id, outcome, code: 'mail_refused', reason: 'It was refused', afterSeconds: null, transport: 'resend' },
      attempt: { outcome: outcome === 'sent' ? 'sent' : 'failed', code: null, detail: '' },
      ...{ providerId: null, message: null, isMarketing: false },
      ...told,
    },
  ])
  await settle(tenant)
}

describe('the first event', () => {
  it('is told once, in the dashboard and by mail to everybody whom the settings name', async () => {
    const account = await owned([OWNER, 'second@acme.test'])
    await account.receive(ONE, ONE)
    await account.receive(TWO)
    const [first, ...rest] = await account.list('/notices')
    expect([first, rest]).toEqual([
      {
        ...{
          object: 'notice',
          id: `first_event:${ONE.id}`,
          kind: 'first_event',
          about: ONE.id,
        },
        ...{ title: 'The first event in test mode has arrived', text: expect.stringContaining('customer.created') },
        ...{ status: 'open', opened_at: expect.any(String), ended_at: null, dismissed_at: null },
        ...{ mailed_at: expect.any(String), mailed_to: [OWNER, 'second@acme.test'] },
      },
      [],
    ])
    expect(notice.strict().parse(first)).toEqual(first)
    const subject = '[Billhook test] The first event in test mode has arrived'
    expect(await account.mailed()).toEqual([`${OWNER}: ${subject}`, `second@acme.test: ${subject}`])
  })

  it('is one that came by webhook: what was caught up proves nothing of the endpoint', async () => {
    const account = await owned()
    const { tenant } = account
    await rpc(tenant).ingest(tenant, { ...incoming(ONE), source: 'catch_up' })
    await settle(tenant)
    expect(await account.open()).toEqual([])
    await account.receive(TWO)
    expect(await account.open()).toEqual([`first_event ${TWO.id}`])
  })

  it('is told in the dashboard alone where nobody is named', async () => {
    const account = await owned([])
    await account.receive(ONE)
    expect(await account.list('/notices')).toMatchObject([{ kind: 'first_event', mailed_at: null, mailed_to: [] }])
    expect(await account.mailed()).toEqual([])
  })

  it('is told again of another Stripe account, and not of the same one connected anew', async () => {
    const account = await owned()
    const { tenant } = account
    const link = (epoch: number, stripeAccountId: string) =>
      rpc(tenant).link(tenant, {
        ...{ epoch, stripeAccountId, importMonths: 0 },
        credential: { kind: 'restricted_key', apiKey: 'rk_test_1' },
      })
    await link(1, 'acct_1')
    await account.receive(ONE)
    await link(2, 'acct_1')
    await account.receive(TWO)
    expect(await account.mailed()).toHaveLength(1)
    await link(3, 'acct_2')
    await account.receive(THREE)
    expect(await account.mailed()).toHaveLength(2)
  })
})

describe('mails that do not go out', () => {
  it('are told at once where no mail can go out, once, and are over with the next that is sent', async () => {
    const account = await owned()
    await account.mail({ code: 'transport_unauthorized', reason: 'Resend does not accept the API key' })
    await account.mail({ code: 'transport_unauthorized' })
    expect(await account.open()).toEqual(['mails_failing'])
    expect(await account.mailed()).toEqual([`${OWNER}: [Billhook test] Mails are not going out`])
    await account.mail({ outcome: 'sent', code: null, reason: null })
    expect(await account.list('/notices')).toMatchObject([
      { kind: 'mails_failing', status: 'over', text: expect.stringContaining('Resend does not accept the API key.') },
    ])
  })

  it('are told once five in a row were refused, and not before', async () => {
    const account = await owned()
    for (const outcome of [
      'failed',
      'failed',
      'failed',
      'failed',
      'sent',
      'failed',
      'failed',
      'failed',
      'failed',
    ] as const)
      await account.mail({ outcome })
    expect(await account.open()).toEqual([])
    await account.mail({})
    expect(await account.open()).toEqual(['mails_failing'])
  })

  it('are told while the provider does not answer, before a mail is given up', async () => {
    const account = await owned()
    const { tenant } = account
    const content = PLAIN.draft
    const { id } = await rpc(tenant).sendTestMail(tenant, {
      to: 'c@example.com',
      template: null,
      content,
      customerId: null,
    })
    for (let attempt = 1; attempt < 5; attempt += 1) await reported(account, id, { outcome: 'retry', code: 'timeout' })
    expect(await account.open()).toEqual([])
    await reported(account, id, { outcome: 'retry', code: 'timeout', reason: 'Resend did not answer in time.' })
    expect(await account.open()).toEqual(['mails_failing'])
  })
})

describe('an automation', () => {
  it('whose last twenty deliveries failed is paused and told; turned on again, that is over', async () => {
    const account = await owned()
    const { tenant } = account
    const template = await aTemplate(tenant)
    const id = await anAutomation(tenant, {
      name: 'Hello {{ boo }} {% if %}',
      trigger: { type: 'customer.created' },
      actions: [{ type: 'send_email', template }],
    })
    await sinceEver(tenant)
    await account.receive(...EVENTS)
    const mails = (await deliveriesOf(tenant)).filter(({ kind }) => kind === 'automation')
    expect(mails).toHaveLength(21)
    for (const mail of mails.slice(0, 19)) await reported(account, mail.id, {})
    expect((await account.ask('GET', `/automations/${id}`)).body.status).toBe('on')
    for (const mail of mails.slice(19)) await reported(account, mail.id, {})
    const { body } = await account.ask('GET', `/automations/${id}`)
    expect([body.status, body.paused_because]).toEqual(['paused', 'Its last 20 deliveries failed. It was refused'])
    expect(await account.open()).toContain(`automation_paused ${id}`)
    expect((await account.mailed()).filter((subject) => subject.includes('was paused'))).toHaveLength(1)
    const { id: _, object: _object, version: _v, created_at, updated_at, on_since, paused_because, ...input } = body
    await account.ask('PATCH', `/automations/${id}`, { ...input, status: 'on' })
    expect(await account.open()).not.toContain(`automation_paused ${id}`)
    await account.ask('DELETE', `/automations/${id}`)
    expect((await account.list('/notices')).map(({ kind }: Json) => kind)).not.toContain('automation_paused')
  })
})

describe('an endpoint', () => {
  async function failing(): Promise<{
    account: Owned
    id: string
    fail: (outcome: DeliveryReport['outcome']) => Promise<void>
  }> {
    const account = await owned()
    const { tenant } = account
    const made = await rpc(tenant).createEndpoint(
      tenant,
      { url: 'https://hooks.acme.test/in', description: null, events: [], status: 'enabled' },
      'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    )
    if (!made.ok) throw new Error(made.reason)
    const { id } = made.endpoint
    const fail = async (outcome: DeliveryReport['outcome']): Promise<void> => {
      const delivery = await rpc(tenant).testEndpoint(tenant, id)
      await reported(account, delivery?.id ?? '', { outcome, reason: 'It answered 500', transport: null })
    }
    return { account, id, fail }
  }

  it('that has failed for an hour is told, and is over with the next webhook that it takes', async () => {
    const { account, id, fail } = await failing()
    for (let n = 0; n < 6; n += 1) await fail('retry')
    expect(await account.open()).toEqual([])
    await account.passTime(HOUR)
    await fail('retry')
    await fail('retry')
    expect(await account.open()).toEqual([`endpoint_failing ${id}`])
    expect(await account.mailed()).toEqual([`${OWNER}: [Billhook test] A webhook endpoint fails`])
    await fail('sent')
    expect(await account.open()).toEqual([])
  })

  it('that answers 410 Gone is disabled and told; enabled by a person, that is over; deleted, it is forgotten', async () => {
    const { account, id, fail } = await failing()
    await fail('gone')
    expect(await account.open()).toEqual([`endpoint_disabled ${id}`])
    expect(await account.mailed()).toEqual([`${OWNER}: [Billhook test] A webhook endpoint was disabled`])
    await account.ask('PATCH', `/endpoints/${id}`, { status: 'enabled' })
    expect(await account.open()).toEqual([])
    await account.ask('DELETE', `/endpoints/${id}`)
    expect(await account.list('/notices')).toEqual([])
  })
})

describe('the connection', () => {
  const LATE: ToldCondition = { code: 'catch_up_late', cause: 'No catch-up has ended for three hours.' }
  const GONE: ToldCondition = { code: 'endpoint_missing', cause: 'Our webhook endpoint is gone.' }

  it('is told for each thing that is wrong, once while it lasts, and again after a day at the earliest', async () => {
    const account = await owned()
    const { tenant } = account
    const announce = async (...conditions: ToldCondition[]): Promise<void> => {
      await rpc(tenant).noteConditions(tenant, conditions)
      await settle(tenant)
    }
    await announce(LATE)
    await announce(LATE, GONE)
    expect((await account.open()).sort()).toEqual(['connection catch_up_late', 'connection endpoint_missing'])
    expect(await account.mailed()).toHaveLength(2)
    await announce(GONE)
    await announce(LATE, GONE)
    expect(await account.open()).toHaveLength(2)
    expect(await account.mailed()).toHaveLength(2)
    await announce()
    expect(await account.open()).toEqual([])
    await account.passTime(DAY)
    await announce(LATE)
    expect(await account.mailed()).toHaveLength(3)
  })

  it('that is dismissed stays dismissed while it lasts', async () => {
    const account = await owned()
    const { tenant } = account
    await rpc(tenant).noteConditions(tenant, [LATE])
    const { status, body } = await account.ask('POST', '/notices/connection:catch_up_late/dismiss')
    expect([status, body]).toMatchObject([200, { status: 'open', dismissed_at: expect.any(String) }])
    await rpc(tenant).noteConditions(tenant, [LATE])
    await settle(tenant)
    expect(await account.open()).toEqual([])
    expect(await account.list('/notices')).toEqual([body])
  })
})

describe('notices', () => {
  it('are of their own account and mode, come in pages, and an unknown one is not found', async () => {
    const [account, other] = [await owned(), await owned()]
    const { tenant } = account
    await rpc(tenant).noteConditions(tenant, [
      { code: 'catch_up_late', cause: 'Late.' },
      { code: 'endpoint_missing', cause: 'Gone.' },
    ])
    await settle(tenant)
    const first = (await account.ask('GET', '/notices?limit=1')).body
    const second = (await account.ask('GET', `/notices?limit=1&after=${first.next_cursor}`)).body
    expect([...first.data, ...second.data].map(({ about }: Json) => about)).toEqual([
      'catch_up_late',
      'endpoint_missing',
    ])
    expect([first.has_more, second.has_more]).toEqual([true, false])
    expect(await other.list('/notices')).toEqual([])
    expect((await account.ask('GET', '/notices', undefined, 'live')).body.data).toEqual([])
    const path = '/notices/connection:catch_up_late/dismiss'
    expect((await other.ask('POST', path)).status).toBe(404)
    expect((await account.ask('POST', path, undefined, 'live')).status).toBe(404)
    expect((await account.ask('GET', '/notices?show=some')).body.errors).toMatchObject([{ pointer: '/show' }])
  })

  it('are mailed in test mode too, from the deployment, with the way to what they are about and nothing rendered of names', async () => {
    const account = await owned()
    const { tenant } = account
    await rpc(tenant).noteConditions(tenant, [
      { code: 'catch_up_late', cause: 'A key “{{ account.name }}” <b>is</b> late.' },
    ])
    const [mail] = await deliveriesOf(tenant)
    const [taken] = await rpc(tenant).takeDeliveries(tenant, [mail?.id ?? ''], { name: 'resend', isIdempotent: true })
    if (taken?.channel !== 'mail') throw new Error('There is no mail.')
    expect(taken.held).toBeNull()
    const sent = vi.fn(async () => ({ outcome: 'sent', providerId: null, detail: '' }) as const)
    const bindings = { ...(env as Bindings), MAIL_FROM: 'Billhook <notices@billhook.test>' }
    const report = await sendMail(bindings, tenant, taken, { name: 'resend', isIdempotent: true, send: sent })
    expect(report).toMatchObject({
      outcome: 'sent',
      message: { from: 'Billhook <notices@billhook.test>', reply_to: null },
    })
    const { html = '', text = '', subject } = report.message ?? {}
    expect(subject).toBe('[Billhook test] The Stripe connection needs attention')
    expect(html).toContain('href="https://billhook.test/test/connect"')
    expect(text).toContain('https://billhook.test/test/connect')
    expect(text).toContain('A key “{ { account.name }}” <b>is</b> late.')
    expect(html).not.toContain('<b>is</b>')
  })
})
