import { fail, ok, type Result } from '../domain/result.ts'

/**
 * Stripe's v1 webhook signature (https://docs.stripe.com/webhooks/signature):
 *   Stripe-Signature: t=<unix seconds>,v1=<64 lower-case hex>[,v1=…][,v0=…]
 *   signature = hex(HMAC-SHA256(key = the whole secret as UTF-8, t + "." + raw body))
 */
export type SignatureError = 'signature_missing' | 'signature_invalid' | 'timestamp_outside_tolerance'

export const TOLERANCE_SECONDS = 300

/** While a secret is rolled Stripe signs once per active secret; a header with more than this is no header of Stripe's. */
const MAX_SIGNATURES = 32

const utf8 = new TextEncoder()

interface SignatureHeader {
  /** As it stands in the header: it is part of the signed message. */
  timestamp: string
  signatures: Uint8Array[]
}

/**
 * Accepts when any `v1` was made with any of `secrets` over exactly these bytes and is at most 300 s old; a timestamp
 * in the future is accepted, as stripe-node does. Never throws for anything a request can hold.
 */
export async function verifySignature(
  header: string | null,
  body: Uint8Array,
  secrets: readonly string[],
  nowMs: number,
): Promise<Result<{ signedAt: number }, SignatureError>> {
  if (!header) return fail('signature_missing')
  const parsed = parseHeader(header)
  if (!parsed) return fail('signature_invalid')
  const message = signedMessage(parsed.timestamp, body)
  for (const secret of secrets) {
    const expected = await crypto.subtle.sign('HMAC', await hmacKey(secret), message)
    if (parsed.signatures.some((signature) => crypto.subtle.timingSafeEqual(signature, expected))) {
      const signedAt = Number(parsed.timestamp)
      const ageSeconds = Math.floor(nowMs / 1000) - signedAt
      return ageSeconds > TOLERANCE_SECONDS ? fail('timestamp_outside_tolerance') : ok({ signedAt })
    }
  }
  return fail('signature_invalid')
}

/** Only `t` and `v1` count: reading another scheme would let a forger choose a weaker one. Nothing is trimmed. */
function parseHeader(header: string): SignatureHeader | null {
  let timestamp: string | null = null
  const signatures: Uint8Array[] = []
  for (const part of header.split(',')) {
    const [scheme, value] = splitOnce(part)
    if (scheme === 't') timestamp = value
    if (scheme === 'v1' && /^[0-9a-f]{64}$/.test(value)) signatures.push(Uint8Array.fromHex(value))
  }
  const usable = timestamp !== null && /^\d{1,12}$/.test(timestamp) && signatures.length > 0
  return usable && signatures.length <= MAX_SIGNATURES ? { timestamp: timestamp as string, signatures } : null
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=')
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
}

function signedMessage(timestamp: string, body: Uint8Array): Uint8Array {
  const prefix = utf8.encode(`${timestamp}.`)
  const message = new Uint8Array(prefix.length + body.length)
  message.set(prefix)
  message.set(body, prefix.length)
  return message
}

/** Importing a key costs more than signing with it, and an isolate sees the same few secrets again and again. */
const keys = new Map<string, Promise<CryptoKey>>()
const MAX_KEYS = 500

function hmacKey(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret)
  if (known) return known
  if (keys.size >= MAX_KEYS) keys.clear()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['sign'])
  keys.set(secret, key)
  return key
}
