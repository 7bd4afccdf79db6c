import { createMessageBatch, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ProviderTold } from '../../../worker/account/automation-rpc.ts'
import { deliveryMessage } from '../../../worker/account/delivery-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import worker from '../../../worker/index.ts'
import { NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { replaceBindings, rpc, settle, stubOf } from '../account/tenant.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, sinceEver } from './automations.ts'

const CUSTOMER = event('customer.created', stripeCustomer({ email: 'ada@example.com' }), { at: NOW })
const SUBSCRIBED = event('customer.subscription.created', subscription({ created: NOW }), { at: NOW })
const DELIVERED: ProviderTold = { status: 'delivered', code: 'delivered', reason: 'Arrived.', isAddressLost: false }
const DELAYED: ProviderTold = {
  status: 'bounced',
  code: 'bounced',
  reason: 'The mailbox is full.',
  isAddressLost: false,
}
const BOUNCED: ProviderTold = {
  ...{ status: 'bounced', code: 'bounced', isAddressLost: true },
  reason: '550 <ada@example.com>: unknown user',
}
const COMPLAINED: ProviderTold = { status: 'complained', code: 'complained', reason: 'Spam.', isAddressLost: true }

let account: RuleAccount
let tenant: Tenant
let id: string

/** The queue brings the mail. */
async function bring(queue = 'billhook-mail'): Promise<void> {
  const message = { id: 'm1', timestamp: new Date(), attempts: 1, body: deliveryMessage(tenant, id) }
  await worker.queue(createMessageBatch(queue, [message]), env as Bindings)
  await settle(tenant)
}

const status = async (): Promise<string | undefined> => (await deliveriesOf(tenant))[0]?.status
const suppressed = async (): Promise<unknown[]> => {
  await settle(tenant)
  return (await account.list('/suppressions')).map(({ email, reason }) => `${email} ${reason}`)
}

beforeEach(async () => {
  account = await ruleAccount()
  tenant = account.tenant
  await replaceBindings(tenant, () => ({ MAIL_QUEUE: { sendBatch: async () => undefined } as unknown as Queue }))
  const template = await aTemplate(tenant)
  await anAutomation(tenant, {
    trigger: { type: 'subscription.created' },
    actions: [{ type: 'send_email', template }],
  })
  await sinceEver(tenant)
  await account.receive(CUSTOMER, SUBSCRIBED)
  id = (await deliveriesOf(tenant))[0]?.id ?? ''
})

describe('what a provider reports of a mail', () => {
  it.each([
    ['bounced', [DELIVERED, BOUNCED, DELIVERED]],
    ['complained', [DELIVERED, COMPLAINED, BOUNCED]],
    ['complained', [DELAYED, COMPLAINED]],
    ['delivered', [DELIVERED, DELIVERED]],
  ] as const)('leaves the gravest that was told, in whichever order: %s', async (last, told) => {
    await bring()
    for (const one of told) await rpc(tenant).noteProvider(tenant, id, one)
    expect(await status()).toBe(last)
  })

  it('keeps an address that complains away from mails, also where it bounced for a while before', async () => {
    await bring()
    await rpc(tenant).noteProvider(tenant, id, DELAYED)
    await rpc(tenant).noteProvider(tenant, id, COMPLAINED)
    expect(await suppressed()).toEqual(['ada@example.com complained'])
  })

  it('is asked for again where it comes before our own report of the mail', async () => {
    expect(await rpc(tenant).noteProvider(tenant, id, BOUNCED)).toBe('too_early')
    await bring()
    expect(await rpc(tenant).noteProvider(tenant, id, BOUNCED)).toBe('noted')
    expect(await status()).toBe('bounced')
    expect(await suppressed()).toEqual(['ada@example.com bounced'])
  })

  it('brings nothing back of a person that was erased', async () => {
    await bring()
    const { id: customer } = await account.customer()
    expect((await account.ask('DELETE', `/customers/${customer}`)).status).toBe(200)
    await rpc(tenant).noteProvider(tenant, id, BOUNCED)
    expect(JSON.stringify(await deliveriesOf(tenant))).not.toContain('ada@example.com')
    expect(await status()).toBe('bounced')
  })
})

it('a mail that may have left is not sent again where its message is given up', async () => {
  expectErrorLogs()
  await runInDurableObject(stubOf(tenant), (_instance, state) => {
    state.storage.sql.exec("UPDATE deliveries SET status = 'sending', body = json_set(body, '$.status', 'sending')")
  })
  await bring('billhook-delivery-dlq')
  expect((await deliveriesOf(tenant))[0]).toMatchObject({ status: 'failed', code: 'unknown', nextAttemptAtMs: null })
})
