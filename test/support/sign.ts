/** What a request of Stripe's carries; several secrets while one is rolled. */
export async function stripeSignature(
  body: string | Uint8Array,
  secrets: string | string[],
  { at = Math.floor(Date.now() / 1000), extra = '' }: { at?: number | string; extra?: string } = {},
): Promise<string> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signatures = await Promise.all([secrets].flat().map((secret) => hmacHex(secret, at, bytes)))
  return `t=${at},${signatures.map((signature) => `v1=${signature}`).join(',')}${extra}`
}

async function hmacHex(secret: string, at: number | string, body: Uint8Array): Promise<string> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const message = new Uint8Array([...encoder.encode(`${at}.`), ...body])
  const signature = await crypto.subtle.sign('HMAC', key, message)
  return [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
