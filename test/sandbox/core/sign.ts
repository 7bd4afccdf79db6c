const encoder = new TextEncoder()

/** Test-mode deliveries carry a `v0` that means nothing: whoever accepts it can be tricked into a weaker check. */
const FAKE_V0 = '6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39'

export interface SignatureFields {
  payload: string
  /** All active signing secrets; more than one while a secret is rolled. Each is used as text, `whsec_` included. */
  secrets: readonly string[]
  /** Unix seconds of this attempt. */
  timestamp: number
  /** Test-mode deliveries also carry a fake `v0`. */
  withFakeV0?: boolean
}

/** The `Stripe-Signature` header: `t=…,v1=…` with one `v1` per secret. */
export async function signatureHeader(fields: SignatureFields): Promise<string> {
  const message = `${fields.timestamp}.${fields.payload}`
  const signatures = await Promise.all(fields.secrets.map((secret) => hmacHex(secret, message)))
  const parts = [`t=${fields.timestamp}`, ...signatures.map((signature) => `v1=${signature}`)]
  return (fields.withFakeV0 ? [...parts, `v0=${FAKE_V0}`] : parts).join(',')
}

const keys = new Map<string, Promise<CryptoKey>>()

async function hmacHex(secret: string, message: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const known = keys.get(secret)
  const key = known ?? crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  if (!known) keys.set(secret, key)
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', await key, encoder.encode(message)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
