import type { MailTransportConfig } from '../../config-mail.ts'
import { isJsonObject } from '../../domain/json.ts'
import { retryAfterSeconds } from '../../domain/retry-after.ts'
import type { MailTransport, OutgoingMail, SendCode, SendResult } from '../transport.ts'
import { detailOf } from './detail.ts'

/** How long Resend remembers a key (https://resend.com/docs/dashboard/emails/idempotency-keys); later it is a new mail. */
export const RESEND_IDEMPOTENCY_HOURS = 24

export interface ResendDeps {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  nowMs: () => number
  timeoutMs?: number
}

const TIMEOUT_MS = 15_000

type ResendConfig = Extract<MailTransportConfig, { name: 'resend' }>

/** One `POST /emails` per mail, its delivery id being the Idempotency-Key: an attempt whose answer was lost is asked again. */
export function resendTransport(config: ResendConfig, deps: ResendDeps): MailTransport {
  return { name: 'resend', isIdempotent: true, send: (mail) => send(config, deps, mail) }
}

async function send(config: ResendConfig, deps: ResendDeps, mail: OutgoingMail): Promise<SendResult> {
  const signal = AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS)
  // Taken out of `deps`: the runtime's own refuses to be called as a method of something else.
  const { fetch } = deps
  try {
    const response = await fetch(`${config.apiBase}/emails`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${config.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': mail.deliveryId,
        'user-agent': 'billhook',
      },
      body: JSON.stringify(bodyOf(mail)),
      // A redirect would carry the key to wherever it points.
      redirect: 'manual',
      signal,
    })
    const answer = parseJson(await response.text())
    return response.ok ? sent(answer) : refused(response, answer, config.apiKey, deps.nowMs())
  } catch {
    return signal.aborted
      ? { outcome: 'retry', code: 'timeout', detail: 'Resend did not answer in time.', afterSeconds: null }
      : { outcome: 'retry', code: 'network', detail: 'Resend could not be reached.', afterSeconds: null }
  }
}

function bodyOf({ from, to, replyTo, subject, html, text, headers }: OutgoingMail): Record<string, unknown> {
  return { from, to: [to], subject, html, text, ...(replyTo !== null && { reply_to: replyTo }), headers }
}

function sent(answer: Record<string, unknown>): SendResult {
  const providerId = typeof answer.id === 'string' ? answer.id : null
  return { outcome: 'sent', providerId, detail: 'Resend has taken the mail.' }
}

function refused(response: Response, answer: Record<string, unknown>, apiKey: string, nowMs: number): SendResult {
  const name = typeof answer.name === 'string' ? answer.name : ''
  const said = typeof answer.message === 'string' ? answer.message : ''
  const detail = detailOf(`Resend answered ${response.status}${said && `: ${said}`}`, [apiKey])
  const retry = retryCode(response.status, name)
  if (retry) {
    const afterSeconds = retryAfterSeconds(response.headers.get('retry-after'), nowMs)
    return { outcome: 'retry', code: retry, detail, afterSeconds }
  }
  // The key is this delivery's alone: an attempt before, whose report was lost, has brought Resend a mail.
  if (name === 'invalid_idempotent_request') return { outcome: 'unknown', code: 'idempotency_conflict', detail }
  return { outcome: 'failed', code: failureCode(response.status, name, said), detail }
}

/** What passes by itself (https://resend.com/docs/api-reference/errors). */
function retryCode(status: number, name: string): SendCode | null {
  if (status === 429) return name.endsWith('_quota_exceeded') ? 'quota_exceeded' : 'rate_limited'
  // The one other conflict, `concurrent_idempotent_requests`, is an earlier attempt that is still under way.
  if (status === 409) return name === 'invalid_idempotent_request' ? null : 'transport_unavailable'
  return status === 408 || status >= 500 ? 'transport_unavailable' : null
}

function failureCode(status: number, name: string, said: string): SendCode {
  // A key that has no key's form is answered 400, and `validation_error` as a bad field is.
  if (status === 401 || status === 403 || (status === 400 && /api key/i.test(said))) return 'transport_unauthorized'
  if (name === 'invalid_from_address') return 'sender_refused'
  return status < 400 || status === 404 || status === 405 ? 'transport_misconfigured' : 'mail_refused'
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text)
    return isJsonObject(json) ? json : {}
  } catch {
    return {}
  }
}
