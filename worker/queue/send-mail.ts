import { unsubscribeUrl } from '../auth/unsubscribe-token.ts'
import { type Bindings, type Config, configOf } from '../config.ts'
import type { MailMessage } from '../domain/delivery/delivery.ts'
import type { DeliveryReport, TakenDelivery } from '../domain/delivery/taken.ts'
import type { Tenant } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { plansNamed } from '../mail/plans-named.ts'
import { type NotRendered, renderTaken } from '../mail/render-taken.ts'
import type { MailTransport, SendResult } from '../mail/transport.ts'
import { readMailAccount } from '../readmodel/mail-account.ts'
import { noteSentMail } from '../readmodel/sent-mails.ts'

type Taken = Extract<TakenDelivery, { channel: 'mail' }>

/** Renders one mail, or takes it as an attempt before had it, and gives it to the transport; what is held is kept. */
export async function sendMail(
  env: Bindings,
  tenant: Tenant,
  taken: Taken,
  transport: MailTransport,
): Promise<DeliveryReport> {
  const { delivery, category } = taken
  const isMarketing = category === 'marketing' && delivery.kind === 'automation'
  const before = taken.message && { message: taken.message, language: delivery.language ?? null }
  const written = before ? ok(before) : await write(env, tenant, taken)
  if (!written.ok) {
    const { outcome, code, reason } = written.error
    return ended(taken, outcome, code, reason)
  }
  const { message } = written.value
  if (taken.held)
    return { ...ended(taken, 'held', taken.held.code, taken.held.reason), transport: 'outbox', ...written.value }
  const { reply_to: replyTo, ...mail } = message
  const result = await transport.send({ deliveryId: delivery.id, replyTo, ...mail })
  if (result.outcome === 'sent' && result.providerId)
    await noteSentMail(env.DB, tenant, { providerId: result.providerId, deliveryId: delivery.id, atMs: Date.now() })
  return {
    ...reportOf(taken, result),
    transport: transport.name,
    ...written.value,
    isMarketing: isMarketing && result.outcome === 'sent',
  }
}

interface Written {
  message: MailMessage
  language: string | null
}

async function write(env: Bindings, tenant: Tenant, taken: Taken): Promise<Result<Written, NotRendered>> {
  const { category } = taken
  const config = configOf(env)
  const { from, replyTo } = senderOf(taken, config)
  if (from === null) return fail(NO_SENDER)
  const unsubscribe = category === 'marketing' ? await unsubscribeUrl(config, tenant, taken.to) : undefined
  const around = await readMailAccount(env.DB, tenant, plansNamed(taken.customer, taken.event))
  const rendered = await renderTaken(taken, { ...around, unsubscribe, dashboardUrl: config.publicBaseUrl })
  if (!rendered.ok) return rendered
  const { language, subject, html, text, headers } = rendered.value
  return ok({ language, message: { from, reply_to: replyTo, to: taken.to, subject, html, text, headers } })
}

/** Mails are from the account; what its owner is told is from the deployment, where that has a sender. */
function senderOf({ delivery, mail }: Taken, { mail: deployment }: Config) {
  if (delivery.kind === 'notice') return { from: deployment.from ?? mail.from, replyTo: null }
  return { from: mail.from ?? deployment.from, replyTo: mail.reply_to }
}

const NO_SENDER: NotRendered = {
  outcome: 'failed',
  code: 'no_sender',
  reason: 'No sender is set: see the settings of mail, or MAIL_FROM.',
}

function reportOf(taken: Taken, result: SendResult): DeliveryReport {
  const code = result.outcome === 'sent' ? null : result.code
  return {
    ...ended(taken, result.outcome, code, result.outcome === 'sent' ? null : result.detail),
    attempt: { outcome: result.outcome, code, detail: result.detail },
    afterSeconds: result.outcome === 'retry' ? result.afterSeconds : null,
    providerId: result.outcome === 'sent' ? result.providerId : null,
  }
}

function ended(
  { delivery }: Taken,
  outcome: DeliveryReport['outcome'],
  code: string | null,
  reason: string | null,
): DeliveryReport {
  const attempted = outcome === 'gone' ? 'failed' : outcome
  return {
    ...{ id: delivery.id, outcome, code, reason, afterSeconds: null, transport: null, providerId: null, message: null },
    attempt: { outcome: attempted, code, detail: reason ?? '' },
    isMarketing: false,
  }
}
