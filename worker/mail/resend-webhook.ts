import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { fail, ok, type Result } from '../domain/result.ts'

/**
 * Resend's webhooks are signed by Standard Webhooks 1.0 under Svix' names
 * (https://resend.com/docs/webhooks/verify-webhooks-requests):
 *   svix-signature: v1,<base64 of HMAC-SHA256(key = base64 behind whsec_, id + "." + timestamp + "." + raw body)>[ v1,…]
 */
export interface ResendSignature {
  id: string | null
  /** Seconds, as it stands in the header. */
  timestamp: string | null
  signature: string | null
}

export type ResendSignatureError = 'signature_missing' | 'signature_invalid' | 'timestamp_outside_tolerance'

export const RESEND_TOLERANCE_SECONDS = 300
const MAX_SIGNATURES = 32

/**
 * Accepts when any `v1` was made with any of `secrets` over exactly these bytes, at most 300 s before or after `nowMs`.
 * Answers the message's id, which stays over Resend's repeats. Never throws for anything a request can hold.
 */
export async function verifyResendWebhook(
  { id, timestamp, signature }: ResendSignature,
  body: Uint8Array,
  secrets: readonly string[],
  nowMs: number,
): Promise<Result<{ id: string }, ResendSignatureError>> {
  if (!id || !timestamp || !signature) return fail('signature_missing')
  const signatures = parseSignatures(signature)
  if (!/^\d{1,12}$/.test(timestamp) || signatures.length === 0) return fail('signature_invalid')
  const message = signedMessage(`${id}.${timestamp}.`, body)
  for (const secret of secrets) {
    const key = await hmacKey(secret)
    for (const given of key ? signatures : []) {
      if (key && (await crypto.subtle.verify('HMAC', key, given, message))) {
        const ageSeconds = Math.abs(Math.floor(nowMs / 1000) - Number(timestamp))
        return ageSeconds > RESEND_TOLERANCE_SECONDS ? fail('timestamp_outside_tolerance') : ok({ id })
      }
    }
  }
  return fail('signature_invalid')
}

/** What became of a mail after Resend had taken it. */
export interface MailReport {
  /** The id that Resend gave when it took the mail. */
  providerId: string
  /** `delayed` is under way still; `suppressed` was not sent, after an earlier bounce or complaint. */
  status: 'delivered' | 'delayed' | 'bounced' | 'complained' | 'failed' | 'suppressed'
  /** Writing to this address again is of no use: a permanent bounce, a complaint, a suppression. */
  isAddressLost: boolean
  /** One sentence where Resend gives one. */
  reason: string | null
}

const STATUSES: Record<string, MailReport['status']> = {
  'email.delivered': 'delivered',
  'email.delivery_delayed': 'delayed',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
}
const MAX_REASON_CHARS = 300

/** Null for an event that says nothing about where a mail is (https://resend.com/docs/webhooks/event-types). */
export function parseResendEvent(payload: unknown): MailReport | null {
  if (!isJsonObject(payload) || !isJsonObject(payload.data)) return null
  const { type, data } = payload
  const status = typeof type === 'string' && Object.hasOwn(STATUSES, type) ? STATUSES[type] : undefined
  if (!status || typeof data.email_id !== 'string' || data.email_id === '') return null
  const bounce = objectAt(data, 'bounce')
  // Bounces were reported without their kind at first; those are permanent by Resend's own words.
  const isPermanent = bounce.type === undefined || bounce.type === 'Permanent'
  const isAddressLost = status === 'bounced' ? isPermanent : status === 'complained' || status === 'suppressed'
  return { providerId: data.email_id, status, isAddressLost, reason: reasonOf(data) }
}

function reasonOf(data: JsonObject): string | null {
  const { message } = objectAt(data, 'bounce')
  const said = message ?? objectAt(data, 'failed').reason ?? objectAt(data, 'suppressed').message
  return typeof said === 'string' && said !== '' ? said.slice(0, MAX_REASON_CHARS) : null
}

function objectAt(data: JsonObject, key: string): JsonObject {
  const value = data[key]
  return isJsonObject(value) ? value : {}
}

/** Only `v1` counts: reading another scheme would let a forger choose a weaker one. */
function parseSignatures(header: string): Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ')
    .slice(0, MAX_SIGNATURES)
    .flatMap((part) => (part.startsWith('v1,') ? (bytesOf(part.slice(3)) ?? []) : []))
}

async function hmacKey(secret: string): Promise<CryptoKey | null> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''))
  if (!bytes || bytes.length === 0) return null
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}

function signedMessage(prefix: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(prefix)
  const message = new Uint8Array(head.length + body.length)
  message.set(head)
  message.set(body, head.length)
  return message
}
