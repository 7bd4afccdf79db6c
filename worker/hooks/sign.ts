/**
 * Standard Webhooks 1.0 (https://www.standardwebhooks.com), symmetric signatures:
 *   webhook-signature: v1,<base64>[ v1,<base64> …]
 *   signature = HMAC-SHA256(key = base64 behind whsec_, id + "." + timestamp + "." + body)
 */
export interface HookToSign {
  /** Stays over all attempts of one delivery; the consumer tells repeats by it. */
  id: string
  /** Seconds since 1970, of this attempt: the consumer refuses what is older than five minutes. */
  timestamp: number
  body: string
}

export type HookHeaders = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>

const PREFIX = 'whsec_'
const MIN_SECRET_BYTES = 24
const MAX_SECRET_BYTES = 64
const NEW_SECRET_BYTES = 32

const utf8 = new TextEncoder()

/** A fresh secret of 32 random bytes. */
export function newSecret(): string {
  return `${PREFIX}${crypto.getRandomValues(new Uint8Array(NEW_SECRET_BYTES)).toBase64()}`
}

/** Whether it has the form that every consumer's library takes: whsec_ and base64 of 24 to 64 bytes. */
export function isSecret(value: string): boolean {
  return keyBytes(value) !== null
}

/**
 * The three headers of one attempt, a signature for each secret in their order: while a secret is rotated the consumer
 * accepts either. Throws on a secret or an id that cannot be signed with, which is a bug of the caller.
 */
export async function signHook({ id, timestamp, body }: HookToSign, secrets: readonly string[]): Promise<HookHeaders> {
  // A dot would let the id and the timestamp of a signed message be read in two ways.
  if (!/^[\x21-\x2d\x2f-\x7e]+$/.test(id) || !Number.isInteger(timestamp))
    throw new Error('Not an id and a time to sign')
  if (secrets.length === 0) throw new Error('No secret to sign with')
  const message = utf8.encode(`${id}.${timestamp}.${body}`)
  const signatures = await Promise.all(secrets.map((secret) => signature(secret, message)))
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') }
}

async function signature(secret: string, message: BufferSource): Promise<string> {
  const bytes = keyBytes(secret)
  if (!bytes) throw new Error('Not a secret to sign with')
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return `v1,${new Uint8Array(await crypto.subtle.sign('HMAC', key, message)).toBase64()}`
}

function keyBytes(secret: string): Uint8Array<ArrayBuffer> | null {
  // The decoder passes over blanks, which other libraries do not.
  if (!secret.startsWith(PREFIX) || /\s/.test(secret)) return null
  try {
    const bytes = Uint8Array.fromBase64(secret.slice(PREFIX.length), { lastChunkHandling: 'strict' })
    return bytes.length >= MIN_SECRET_BYTES && bytes.length <= MAX_SECRET_BYTES ? bytes : null
  } catch {
    return null
  }
}
