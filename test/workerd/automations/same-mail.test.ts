import { createMessageBatch } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import type { DeliveryMessage } from '../../../worker/account/delivery-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import worker from '../../../worker/index.ts'
import { NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { replaceBindings, settle } from '../account/tenant.ts'
import { ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, PLAIN, sinceEver } from './automations.ts'

afterEach(() => void vi.restoreAllMocks())

/** Knows a key for ever, and refuses another mail under it; the first answer is lost. */
function forgetfulProvider(): string[] {
  const bodies: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
    bodies.push(String(init?.body))
    if (bodies.length === 1) throw new TypeError('The answer was lost.')
    const isSame = bodies.at(-1) === bodies[0]
    return isSame
      ? Response.json({ id: 're_1' })
      : Response.json({ name: 'invalid_idempotent_request', message: 'Another mail' }, { status: 409 })
  })
  return bodies
}

it('a mail whose answer was lost is sent again as the very same, so that the provider knows it by its key', async () => {
  const account = await ruleAccount({
    mail: { from: 'Acme <news@acme.test>', postal_address: '1 Street', allowed_test_recipients: ['*@example.com'] },
  })
  const { tenant } = account
  const html = '{{ now }} {{ links.unsubscribe }}'
  const template = await aTemplate(tenant, { category: 'marketing', draft: { ...PLAIN.draft, html } })
  await anAutomation(tenant, {
    trigger: { type: 'subscription.created' },
    actions: [{ type: 'send_email', template }],
  })
  await sinceEver(tenant)
  const queued: DeliveryMessage[] = []
  const sendBatch = async (messages: Iterable<{ body: DeliveryMessage }>): Promise<void> => {
    queued.push(...[...messages].map(({ body }) => body))
  }
  await replaceBindings(tenant, () => ({ MAIL_QUEUE: { sendBatch } as unknown as Queue }))
  const resend = { MAIL_TRANSPORT: 'resend', RESEND_API_KEY: 're_test_key', RESEND_API_BASE: 'http://resend.test' }
  const consume = async (): Promise<void> => {
    const messages = queued.splice(0).map((body) => ({ id: 'm', timestamp: new Date(), attempts: 1, body }))
    await worker.queue(createMessageBatch('billhook-mail', messages), { ...(env as Bindings), ...resend })
    await settle(tenant)
  }
  const bodies = forgetfulProvider()
  await account.receive(
    event('customer.created', stripeCustomer({ created: NOW, email: 'ada@example.com' }), { at: NOW }),
    event('customer.subscription.created', subscription({ created: NOW }), { at: NOW + 1 }),
  )
  await consume()
  expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'queued', code: 'network' }])
  await account.passTime(60)
  await consume()
  expect(bodies).toHaveLength(2)
  expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'sent', providerId: 're_1' }])
})
