import { z } from 'zod'
import type { DeliveryMessage } from '../account/delivery-message.ts'
import { accountStub } from '../account/stub.ts'
import type { Bindings } from '../config.ts'
import { CONSUMER_FAILED, type DeliveryReport, type TakenDelivery } from '../domain/delivery/taken.ts'
import { type AccountId, MODES, type Tenant, tenantName } from '../domain/ids.ts'
import { describeError, log } from '../log.ts'
import type { MailTransport } from '../mail/transport.ts'
import { sendMail } from './send-mail.ts'
import { sendWebhook } from './send-webhook.ts'
import { transportOf } from './transport-of.ts'

const deliveryMessage = z.object({
  v: z.literal(1),
  accountId: z.custom<AccountId>((value) => typeof value === 'string' && value.startsWith('acc_')),
  mode: z.enum(MODES),
  task: z.literal('deliver'),
  delivery: z.string(),
}) satisfies z.ZodType<DeliveryMessage>

/** Mails and webhooks of a batch, tenant by tenant: asked for once, sent, and reported back before they are acknowledged. */
export async function consumeDeliveries(batch: MessageBatch, env: Bindings): Promise<void> {
  const tenants = new Map<string, { tenant: Tenant; messages: { message: Message; id: string }[] }>()
  for (const message of batch.messages) {
    const parsed = deliveryMessage.safeParse(message.body)
    if (!parsed.success) {
      log('error', 'delivery_unreadable', { message: message.id })
      message.ack()
      continue
    }
    const { accountId, mode, delivery } = parsed.data
    const tenant: Tenant = { accountId, mode }
    const held = tenants.get(tenantName(tenant)) ?? { tenant, messages: [] }
    tenants.set(tenantName(tenant), { tenant, messages: [...held.messages, { message, id: delivery }] })
  }
  await Promise.all([...tenants.values()].map((each) => consumeOf(each.tenant, each.messages, env)))
}

/**
 * What is not reported is not acknowledged, and comes again, one that cannot be sent without the others of its batch: whoever sends it knows by its id what it sent already. A
 * transport that does not is asked for one mail at a time.
 */
async function consumeOf(
  tenant: Tenant,
  messages: readonly { message: Message; id: string }[],
  env: Bindings,
): Promise<void> {
  const transport = transportOf(env)
  const atOnce = transport?.isIdempotent === false ? 1 : messages.length
  for (let at = 0; at < messages.length; at += atOnce) {
    const some = messages.slice(at, at + atOnce)
    try {
      const ids = some.map(({ id }) => id)
      const described = transport && { name: transport.name, isIdempotent: transport.isIdempotent }
      const taken = await accountStub(env, tenant).takeDeliveries(tenant, ids, described)
      const reports: DeliveryReport[] = []
      const failed = new Set<string>()
      for (const one of taken) {
        try {
          reports.push(await send(env, tenant, one, transport))
        } catch (error) {
          logFailed(tenant, 1, error)
          failed.add(one.delivery.id)
        }
      }
      if (reports.length > 0) await accountStub(env, tenant).reportDeliveries(tenant, reports)
      for (const { message, id } of some) failed.has(id) ? retryLater(message) : message.ack()
    } catch (error) {
      logFailed(tenant, some.length, error)
      for (const { message } of some) retryLater(message)
    }
  }
}

function retryLater(message: Message): void {
  message.retry({ delaySeconds: Math.min(2 ** message.attempts * 2, 300) })
}

function logFailed(tenant: Tenant, count: number, error: unknown): void {
  log('warn', 'deliveries_failed', { tenant: tenantName(tenant), count, error: describeError(error) })
}

async function send(
  env: Bindings,
  tenant: Tenant,
  taken: TakenDelivery,
  transport: MailTransport | null,
): Promise<DeliveryReport> {
  if (taken.channel === 'webhook') return sendWebhook(env, tenant, taken)
  if (!transport) throw new Error('A mail was given out although there is no transport.')
  return sendMail(env, tenant, taken, transport)
}

/** Nobody could deal with them: each counts as an attempt that failed, so that it is tried again later, or given up. */
export async function consumeDeliveryDeadLetters(batch: MessageBatch, env: Bindings): Promise<void> {
  for (const message of batch.messages) {
    const parsed = deliveryMessage.safeParse(message.body)
    log('error', 'delivery_given_up', { message: message.id, delivery: parsed.data?.delivery ?? null })
    if (parsed.success) {
      const { accountId, mode, delivery } = parsed.data
      const reason = 'Billhook could not deal with it; its log says why.'
      await accountStub(env, { accountId, mode }).reportDeliveries({ accountId, mode }, [
        {
          ...{ id: delivery, outcome: 'retry', code: CONSUMER_FAILED, reason, afterSeconds: 300 },
          attempt: { outcome: 'retry', code: CONSUMER_FAILED, detail: reason },
          ...{ transport: null, providerId: null, message: null, isMarketing: false },
        },
      ])
    }
    message.ack()
  }
}
