/**
 * Secrets at rest: AES-256-GCM with a random 96-bit IV (NIST SP 800-38D), as `v1.<key id>.<iv>.<ciphertext>`.
 * `context` is authenticated but not stored: a value moved to another account, mode or column does not open.
 */
export type EncryptionKeys = ReadonlyMap<string, string>

const IV_BYTES = 12

/** Seals with the first key. */
export async function seal(keys: EncryptionKeys, plaintext: string, context: string): Promise<string> {
  const keyId = keys.keys().next().value
  if (keyId === undefined) throw new Error('ENCRYPTION_KEYS holds no key.')
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const ciphertext = await crypto.subtle.encrypt(
    params(iv, context, keyId),
    await importKey(keys, keyId),
    encode(plaintext),
  )
  return ['v1', keyId, base64(iv), base64(new Uint8Array(ciphertext))].join('.')
}

/** Opens with whichever key sealed it; throws when that key is gone, the value was altered or the context differs. */
export async function open(keys: EncryptionKeys, sealed: string, context: string): Promise<string> {
  const [version, keyId, iv, ciphertext] = sealed.split('.')
  if (version !== 'v1' || !keyId || !iv || !ciphertext) throw new Error('This is not a sealed value.')
  const key = await importKey(keys, keyId)
  const plaintext = await crypto.subtle.decrypt(
    params(Uint8Array.fromBase64(iv, BASE64), context, keyId),
    key,
    Uint8Array.fromBase64(ciphertext, BASE64),
  )
  return new TextDecoder().decode(plaintext)
}

/** Sealed with another key than the one that writes now, so it is to be sealed again. */
export function isOutdated(keys: EncryptionKeys, sealed: string): boolean {
  return sealed.split('.')[1] !== keys.keys().next().value
}

const BASE64 = { alphabet: 'base64url' } as const

function params(iv: Uint8Array, context: string, keyId: string): SubtleCryptoEncryptAlgorithm {
  return { name: 'AES-GCM', iv, additionalData: encode(`${context}|${keyId}`) }
}

async function importKey(keys: EncryptionKeys, keyId: string): Promise<CryptoKey> {
  const raw = keys.get(keyId)
  if (raw === undefined)
    throw new Error(`ENCRYPTION_KEYS has no key "${keyId}", which sealed a stored secret: add it again.`)
  return crypto.subtle.importKey('raw', Uint8Array.fromBase64(raw), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function base64(bytes: Uint8Array): string {
  return bytes.toBase64({ ...BASE64, omitPadding: true })
}

function encode(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}
