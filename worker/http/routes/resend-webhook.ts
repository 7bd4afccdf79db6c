import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { type MailReport, parseResendEvent, verifyResendWebhook } from '../../mail/resend-webhook.ts'
import { findSentMail } from '../../readmodel/sent-mails.ts'
import { readCappedBody } from '../capped-body.ts'
import { ProblemError } from '../errors.ts'
import { problems, publicRoute } from '../schemas/documented.ts'
import { createRouter } from './router.ts'

/** Stands outside /api/v1: Resend knows no key of ours, it signs. */
export const resendWebhookRoutes = createRouter()

resendWebhookRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/mail/resend',
    tags: ['Deliveries'],
    summary: 'Where Resend says what became of mails: bounces and complaints put an address on the suppression list',
    ...publicRoute,
    responses: { 204: { description: 'Taken in, or about no mail of ours' }, ...problems(400, 413, 503) },
  }),
  async (c) => {
    const body = await readCappedBody(c.req.raw)
    if (!body) throw new ProblemError('body_too_large', 'A report of Resend has at most 1 MiB.')
    const header = (name: string): string | null => c.req.header(`svix-${name}`) ?? null
    const signature = { id: header('id'), timestamp: header('timestamp'), signature: header('signature') }
    const verified = await verifyResendWebhook(signature, body, c.var.config.mail.resendWebhookSecrets, Date.now())
    if (!verified.ok) throw new ProblemError(verified.error, SIGNATURES[verified.error])
    const report = parseResendEvent(parse(body))
    const sent = report && (await findSentMail(c.env.DB, report.providerId))
    const told = report && toldOf(report)
    const noted =
      sent && told && (await accountStub(c.env, sent.tenant).noteProvider(sent.tenant, sent.deliveryId, told))
    // Resend asks again after a few seconds, and then for hours.
    if (noted === 'too_early') throw new ProblemError('temporarily_unavailable', 'The mail is still being sent.')
    return c.body(null, 204)
  },
)

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw new ProblemError('json_invalid', 'A report of Resend is JSON.')
  }
}

const SIGNATURES = {
  signature_missing: 'The headers svix-id, svix-timestamp and svix-signature are needed.',
  signature_invalid: 'No secret in RESEND_WEBHOOK_SECRET made this signature.',
  timestamp_outside_tolerance: 'The signature is more than 300 seconds off.',
}

/** A delay is no end: nothing is to be kept of it. */
function toldOf({ status, isAddressLost, reason }: MailReport) {
  if (status === 'delayed') return null
  const words = reason ?? WORDS[status]
  if (status === 'delivered' || status === 'complained') return { status, code: status, reason: words, isAddressLost }
  return { status: 'bounced' as const, code: status, reason: words, isAddressLost }
}

const WORDS = {
  delivered: 'The mail arrived.',
  complained: 'Somebody marked the mail as spam.',
  bounced: 'The mail came back.',
  failed: 'The provider could not send it.',
  suppressed: 'The provider writes no more to this address.',
}
