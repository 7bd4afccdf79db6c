import { beforeAll, describe, expect, it, vi } from 'vitest'
import { NOW, stripeCustomer } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { deliver } from '../rules/webhook.ts'
import { call } from './client.ts'

const WAIT = { timeout: 20_000, interval: 100 }
const ask = async (method: string, path: string, body?: object) => {
  const answer = await call(method, path, body ? { body } : {})
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}

describe('what is written through the API comes out as mail', () => {
  let automation: string
  beforeAll(async () => {
    await ask('PATCH', '/api/v1/settings', { mail: { from: 'Example Works <hello@example.com>' } })
    const words = { subject: 'Hello {{ customer.first_name }}', html: '<p>Welcome</p>' }
    const template = (await ask('POST', '/api/v1/templates', { name: 'Hello', ...words })).id
    await ask('POST', `/api/v1/templates/${template}/publish`)
    const actions = [{ type: 'send_email', template }]
    const input = { name: 'Greets', status: 'on', trigger: { type: 'customer.created' }, actions }
    automation = (await ask('POST', '/api/v1/automations', input)).id
    const ada = stripeCustomer({ id: 'cus_ada', name: 'Ada Lovelace', email: 'ada@example.com' })
    expect((await deliver(event('customer.created', ada, { id: 'evt_ada', at: NOW + 60 }))).status).toBe(200)
  })

  it('from the event through its run to the outbox', async () => {
    const mail = await vi.waitFor(async () => {
      const { data } = await ask('GET', '/api/dev/outbox?to=ada%40example.com')
      expect(data).toHaveLength(1)
      return data[0]
    }, WAIT)
    expect(mail).toMatchObject({ subject: 'Hello Ada', from: 'Example Works <hello@example.com>', text: 'Welcome' })
    const delivery = await ask('GET', `/api/v1/deliveries/${mail.delivery}`)
    expect(delivery).toMatchObject({ status: 'sent', automation, event: 'evt_ada', message: { subject: 'Hello Ada' } })
    const shown = await ask('GET', '/api/v1/events/evt_ada')
    expect(shown.deliveries).toEqual([{ id: mail.delivery, channel: 'mail', status: 'sent' }])
    const report = await ask('GET', `/api/v1/automations/${automation}/report`)
    expect([report.runs, report.sent, report.failed]).toEqual([1, 1, 0])
  })
})
