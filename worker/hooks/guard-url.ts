import { fail, ok, type Result } from '../domain/result.ts'

/** Why no webhook goes to an address. */
export const URL_REFUSALS = [
  'invalid_url',
  'not_https',
  'credentials',
  /** An IP address of our side of the network, in whatever form it was written. */
  'private_address',
  /** Any other IP address: no certificate speaks for it, and Cloudflare does not fetch it. */
  'ip_address',
  /** A name of the local machine or a local network (RFC 6761, 6762 and 8375, and ICANN's .internal). */
  'local_name',
  /** A name without a dot, or with one at its end: a resolver's search list would complete it. */
  'partial_name',
  /** Billhook's own: a webhook of ours would start the next one. */
  'own_host',
] as const
export type UrlRefusal = (typeof URL_REFUSALS)[number]

export interface UrlGuard {
  /** Hosts as a URL has them, the port included where it is not the scheme's own. */
  ownHosts: readonly string[]
  /** Loopback is open, by plain HTTP too; for development. */
  allowPrivate: boolean
}

const MAX_URL_CHARS = 2_048
const LOCAL_NAMES = ['localhost', 'local', 'internal', 'home.arpa']

/**
 * Whether a webhook may go to this address, looked at when an endpoint is saved and again before every attempt. It sees
 * names, not what they resolve to: see docs/decisions/0032-outgoing-webhooks.md.
 */
export function guardUrl(address: string, { ownHosts, allowPrivate }: UrlGuard): Result<URL, UrlRefusal> {
  if (address.length > MAX_URL_CHARS || !URL.canParse(address)) return fail('invalid_url')
  // WHATWG's parser is fetch's own: what it makes of 0x7f.1 or of full-width digits is what would be asked.
  const url = new URL(address)
  const host = url.hostname
  if (url.username !== '' || url.password !== '') return fail('credentials')
  if (ownHosts.some((own) => own === url.host)) return fail('own_host')
  if (allowPrivate && isLoopback(host)) return isHttp(url) ? ok(url) : fail('not_https')
  if (url.protocol !== 'https:') return fail('not_https')
  if (ownHosts.some((own) => own.replace(/:\d+$/, '') === host)) return fail('own_host')
  const refusal = refusedAddress(host) ?? refusedName(host)
  return refusal ? fail(refusal) : ok(url)
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

function isLoopback(host: string): boolean {
  return /^127(\.\d+){3}$/.test(host) || host === '[::1]' || host === 'localhost' || host.endsWith('.localhost')
}

function refusedAddress(host: string): UrlRefusal | null {
  if (host.startsWith('[')) return isPublicIpv6(host) ? 'ip_address' : 'private_address'
  const bytes = /^\d+(\.\d+){3}$/.test(host) ? host.split('.').map(Number) : null
  if (!bytes) return null
  return isPublicIpv4(bytes) ? 'ip_address' : 'private_address'
}

/** IANA's special-purpose addresses (RFC 6890), multicast and what lies above it. */
function isPublicIpv4([a = 0, b = 0]: number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false
  if (a === 100) return b < 64 || b > 127
  if (a === 172) return b < 16 || b > 31
  if (a === 198) return b !== 18 && b !== 19
  return !(a === 169 && b === 254) && !(a === 192 && (b === 168 || b === 0))
}

/**
 * Global unicast is 2000::/3 (RFC 4291); 2001:0::/32 (Teredo) and 2002::/16 (6to4) of it hold IPv4 addresses, as
 * ::ffff:0:0/96 and 64:ff9b::/96 outside it do.
 */
function isPublicIpv6(host: string): boolean {
  const [first = '', second = ''] = host.slice(1, -1).split(':')
  const head = Number.parseInt(first || '0', 16)
  if (head === 0x2002 || (head === 0x2001 && Number.parseInt(second || '0', 16) === 0)) return false
  return head >= 0x2000 && head <= 0x3fff
}

function refusedName(host: string): UrlRefusal | null {
  if (LOCAL_NAMES.some((name) => isWithin(host.replace(/\.+$/, ''), name))) return 'local_name'
  return host.includes('.') && !host.endsWith('.') ? null : 'partial_name'
}

function isWithin(host: string, name: string): boolean {
  return host === name || host.endsWith(`.${name}`)
}
