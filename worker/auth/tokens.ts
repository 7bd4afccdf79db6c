import type { Mode } from '../domain/ids.ts'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 28 base62 digits are 166 bits. */
const KEY_DIGITS = 28
/** 6 base62 digits hold a CRC-32. */
const CHECKSUM_DIGITS = 6

/** For secret scanners, and the shape that `apiKeyMode` accepts. */
export const API_KEY_PATTERN = /^bh_(test|live)_([0-9A-Za-z]{28})([0-9A-Za-z]{6})$/

/** A new API key for one mode, e.g. `bh_test_…`; shown once, stored as `hashToken` of it. */
export function makeApiKey(mode: Mode): string {
  const body = `bh_${mode}_${randomBase62(KEY_DIGITS)}`
  return body + checksum(body)
}

/** The mode an API key is for, or null where its shape or checksum is wrong: a typo costs no query. */
export function apiKeyMode(token: string): Mode | null {
  const match = API_KEY_PATTERN.exec(token)
  if (!match || checksum(token.slice(0, -CHECKSUM_DIGITS)) !== match[3]) return null
  return match[1] as Mode
}

/** 256 random bits for sign-in links and sessions, safe in URLs and cookies. */
export function makeSecretToken(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)))
}

/** A new id such as `key_…`: 22 base62 digits, 130 bits. */
export function makeId(prefix: string): string {
  return `${prefix}_${randomBase62(22)}`
}

/** What is stored instead of a token: the SHA-256 of it, in hex. */
export async function hashToken(token: string): Promise<string> {
  return hex(await sha256(token))
}

/**
 * What is stored instead of an operator's link or session token. The admin token is part of it, so that changing
 * ADMIN_TOKEN ends every link and session it gave out.
 */
export async function hashOperatorToken(token: string, adminToken: string): Promise<string> {
  return hashToken(`${await hashToken(adminToken)}.${token}`)
}

/** Compares in constant time; hashing first makes the lengths equal. */
export async function equalsSecret(given: string, expected: string): Promise<boolean> {
  const [a, b] = await Promise.all([sha256(given), sha256(expected)])
  return crypto.subtle.timingSafeEqual(a, b)
}

function sha256(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
}

/** Bytes of 248 and more are drawn again, so that every digit is equally likely. */
function randomBase62(digits: number): string {
  let text = ''
  while (text.length < digits) {
    for (const byte of crypto.getRandomValues(new Uint8Array(digits))) {
      if (byte < 248 && text.length < digits) text += BASE62.charAt(byte % 62)
    }
  }
  return text
}

function checksum(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let i = 0; i < CHECKSUM_DIGITS; i++) {
    digits = BASE62.charAt(rest % 62) + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}

/** CRC-32 as in zip and PNG (polynomial 0xEDB88320). */
function crc32(text: string): number {
  let crc = 0xffffffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
