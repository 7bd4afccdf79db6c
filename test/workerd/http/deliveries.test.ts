import { beforeAll, describe, expect, it } from 'vitest'
import { deliveryDetail, delivery as deliverySchema } from '../../../worker/http/schemas/delivery.ts'
import { NOW, stripeCustomer } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { replaceBindings } from '../account/tenant.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { call, makeKey } from './client.ts'
import { accountWithEndpoint, MESSAGE, reportSent, testMail } from './sent.ts'

const URL = 'https://hooks.example.com/in'

describe('deliveries', () => {
  let account: RuleAccount
  let other: RuleAccount
  let automation: Json
  let test: Json
  let hook: Json
  let mail: string
  beforeAll(async () => {
    const made = await accountWithEndpoint()
    account = made.account
    // Nobody takes them from the queue: they stay under way.
    const nobody = { sendBatch: async () => undefined } as unknown as Queue
    await replaceBindings(account.tenant, () => ({ MAIL_QUEUE: nobody, WEBHOOK_QUEUE: nobody }))
    test = made.delivery
    other = await ruleAccount()
    const webhook = { type: 'webhook', endpoint: made.endpoint.id }
    const input = { name: 'Calls', status: 'on', trigger: { type: 'customer.created' }, actions: [webhook] }
    automation = (await account.ask('POST', '/automations', input)).body
    const born = event('customer.created', stripeCustomer({ id: 'cus_1' }), { id: 'evt_1', at: NOW + 60 })
    await account.receive(born)
    await account.passTime(6)
    hook = (await account.list(`/deliveries?automation=${automation.id}`))[0]
    mail = await testMail(account.tenant, 'ada@example.com')
    await reportSent(account.tenant, mail)
    await reportSent(account.tenant, test.id, {
      ...{ outcome: 'failed', code: 'http_500', reason: 'It answered 500.', transport: null, message: null },
      attempt: { outcome: 'failed', code: 'http_500', detail: 'Sorry', status: 500, durationMs: 12 },
    })
  })
  const idsOf = async (query: string) => (await account.list(`/deliveries${query}`)).map(({ id }: Json) => id)

  it('are listed newest first, without what they said', async () => {
    const all = await account.list('/deliveries')
    expect(all.map(({ id }) => id)).toEqual([mail, hook.id, test.id])
    for (const one of all) expect(deliverySchema.strict().parse(one)).toEqual(one)
  })

  it('say what set them off', async () => {
    expect(hook).toMatchObject({
      ...{ channel: 'webhook', kind: 'automation', status: 'queued', to: URL, automation: automation.id },
      ...{ trigger: 'customer.created', event: 'evt_1', type: 'automation.fired', attempts: [] },
      customer: { external_id: 'cus_1' },
    })
    const run = (await account.ask('GET', `/runs/${hook.run}`)).body
    expect(run.steps.map((step: Json) => step.delivery)).toEqual([hook.id])
    const shown = [{ id: hook.id, channel: 'webhook', status: 'queued' }]
    expect((await account.event('evt_1')).deliveries).toEqual(shown)
    const timeline = await account.list(`/customers/${hook.customer.id}/timeline`)
    expect(timeline.find((item) => item.event?.id === 'evt_1').deliveries).toEqual(shown)
  })

  it('show exactly what was sent, and each attempt', async () => {
    const sent = (await account.ask('GET', `/deliveries/${mail}`)).body
    expect(deliveryDetail.strict().parse(sent)).toEqual(sent)
    expect(sent).toMatchObject({
      status: 'sent',
      to: 'ada@example.com',
      transport: 'outbox',
      message: MESSAGE,
      body: null,
    })
    const failed = (await account.ask('GET', `/deliveries/${test.id}`)).body
    expect(failed).toMatchObject({ status: 'failed', code: 'http_500', reason: 'It answered 500.', message: null })
    expect(failed.attempts).toEqual([
      { at: failed.ended_at, outcome: 'failed', code: 'http_500', detail: 'Sorry', status: 500, duration_ms: 12 },
    ])
  })

  it('are selected by status, channel, customer, automation, endpoint and recipient', async () => {
    expect(await idsOf('?status=failed')).toEqual([test.id])
    expect(await idsOf('?status=sent')).toEqual([mail])
    expect(await idsOf('?channel=webhook')).toEqual([hook.id, test.id])
    expect(await idsOf(`?customer=${hook.customer.id}`)).toEqual([hook.id])
    expect(await idsOf(`?automation=${automation.id}&status=queued`)).toEqual([hook.id])
    expect(await idsOf(`?endpoint=${hook.endpoint}`)).toEqual([hook.id, test.id])
    expect(await idsOf(`?endpoint=${hook.endpoint}&status=failed`)).toEqual([test.id])
    expect(await idsOf('?endpoint=whe_none')).toEqual([])
    expect(await idsOf('?q=ADA%40')).toEqual([mail])
    expect(await idsOf('?q=hooks.example')).toEqual([hook.id, test.id])
    for (const [query, pointer] of [
      ['status=lost', '/status'],
      ['channel=fax', '/channel'],
      ['endpoint=', '/endpoint'],
      [`endpoint=${'x'.repeat(256)}`, '/endpoint'],
      ['color=red', '/color'],
    ])
      expect((await account.ask('GET', `/deliveries?${query}`)).body.errors[0].pointer).toBe(pointer)
  })

  it('of one customer stand with it', async () => {
    const path = `/customers/${hook.customer.id}/deliveries`
    expect((await account.list(path)).map(({ id }) => id)).toEqual([hook.id])
  })

  it('come in pages', async () => {
    const first = (await account.ask('GET', '/deliveries?limit=2')).body
    const second = (await account.ask('GET', `/deliveries?limit=2&after=${first.next_cursor}`)).body
    expect([...first.data, ...second.data]).toEqual(await account.list('/deliveries'))
    expect([first.has_more, second.has_more]).toEqual([true, false])
  })

  it('are sent again as others; what was sent only when forced, and nothing that is under way', async () => {
    const resend = (id: string, body?: object) => account.ask('POST', `/deliveries/${id}/resend`, body)
    const again = await resend(test.id)
    expect([again.status, again.body]).toMatchObject([201, { status: 'queued', resend_of: test.id, to: URL }])
    const refused = await resend(mail)
    expect([refused.status, refused.body.code]).toEqual([409, 'delivery_was_sent'])
    expect((await resend(mail, { force: true })).body).toMatchObject({ resend_of: mail, status: 'queued' })
    const early = await resend(hook.id, { force: true })
    expect([early.status, early.body.code]).toEqual([409, 'delivery_under_way'])
    expect((await resend(mail, { force: 'yes' })).body.errors[0].pointer).toBe('/force')
  })

  it('of another account and of the other mode are not there', async () => {
    for (const [who, mode] of [
      [other, 'test'],
      [account, 'live'],
    ] as const) {
      expect((await who.ask('GET', `/deliveries/${mail}`, undefined, mode)).status).toBe(404)
      expect((await who.ask('POST', `/deliveries/${mail}/resend`, {}, mode)).status).toBe(404)
      expect((await who.ask('GET', '/deliveries', undefined, mode)).body.data).toEqual([])
    }
  })

  it('need a full key to be sent again', async () => {
    const token = await makeKey('read', 'test')
    expect((await call('POST', `/api/v1/deliveries/${mail}/resend`, { token })).status).toBe(403)
  })
})
