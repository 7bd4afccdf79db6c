import type { MailMessage } from '../../../worker/domain/delivery/delivery.ts'
import type { DeliveryReport } from '../../../worker/domain/delivery/taken.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { replaceBindings, rpc, settle } from '../account/tenant.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'

export const MESSAGE: MailMessage = {
  from: 'Example Works <hello@example.com>',
  reply_to: null,
  to: 'ada@example.com',
  subject: 'Your payment',
  html: '<p>It failed.</p>',
  text: 'It failed.',
  headers: { 'X-Test': '1' },
}

/** What is to be sent goes to no consumer: the test does its work. */
export async function withoutConsumers(tenant: Tenant): Promise<void> {
  const silent = { send: async () => undefined, sendBatch: async () => undefined } as unknown as Queue
  await replaceBindings(tenant, () => ({ MAIL_QUEUE: silent, WEBHOOK_QUEUE: silent }))
}

/** Does to a delivery what a consumer does: takes it, and reports what became of it. */
export async function reportSent(tenant: Tenant, id: string, over: Partial<DeliveryReport> = {}): Promise<void> {
  await rpc(tenant).takeDeliveries(tenant, [id], { name: 'outbox', isIdempotent: true })
  const report: DeliveryReport = {
    ...{ id, outcome: 'sent', code: null, reason: null, afterSeconds: null, transport: 'outbox' },
    attempt: { outcome: 'sent', code: null, detail: 'Kept in the outbox.' },
    ...{ providerId: null, message: MESSAGE, isMarketing: false },
  }
  await rpc(tenant).reportDeliveries(tenant, [{ ...report, ...over }])
  await settle(tenant)
}

const CONTENT = { subject: 'Hello', preheader: null, html: '<p>Hello</p>', text: null, layout: null }

/** A mail to one address that no automation asked for. */
export async function testMail(tenant: Tenant, to: string): Promise<string> {
  return (await rpc(tenant).sendTestMail(tenant, { to, template: null, content: CONTENT, customerId: null })).id
}

/** An account with an endpoint that hardly anything concerns, and one test delivery to it. */
export async function accountWithEndpoint(): Promise<{ account: RuleAccount; endpoint: Json; delivery: Json }> {
  const account = await ruleAccount()
  await withoutConsumers(account.tenant)
  const input = { url: 'https://hooks.example.com/in', events: ['customer.merged'] }
  const endpoint = (await account.ask('POST', '/endpoints', input)).body
  const delivery = (await account.ask('POST', `/endpoints/${endpoint.id}/test`)).body
  return { account, endpoint, delivery }
}
