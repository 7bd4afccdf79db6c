/** A sender or recipient. `address` is ASCII: the domain in lower case, other scripts as Punycode. */
export interface Mailbox {
  name: string | null
  address: string
}

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)*$/u
const MAX_LOCAL_CHARS = 64
const MAX_ADDRESS_CHARS = 254
const MAX_CHARS = 900
const CONTROL = /\p{Cc}/u

/**
 * Reads `ann@example.com`, `Ann <ann@example.com>` or `"Ann, B." <ann@example.com>` (RFC 5322, 3.4, without comments,
 * groups, quoted local parts and address literals); null for anything else, so also for two addresses and line breaks.
 */
export function parseMailbox(text: string): Mailbox | null {
  if (text.length > MAX_CHARS || CONTROL.test(text)) return null
  const named = /^(.*?)\s*<([^<>]*)>$/.exec(text.trim())
  const address = addressOf(named?.[2] ?? text.trim())
  const name = named ? nameOf(named[1] ?? '') : null
  return address === null || name === undefined ? null : { name, address }
}

/** One address without a name; null where it is none. */
export function addressOf(text: string): string | null {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = text.slice(at + 1)
  if (at < 1 || local.length > MAX_LOCAL_CHARS || !LOCAL_PART.test(local) || !DOMAIN.test(domain)) return null
  const host = URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : ''
  const address = `${local}@${host}`
  return host === '' || isIpv4(host) || address.length > MAX_ADDRESS_CHARS ? null : address
}

/** As it stands in a header of ASCII and in the API of a provider; the name quoted where its characters ask for it. */
export function formatMailbox({ name, address }: Mailbox): string {
  if (name === null) return address
  return /^[\p{L}\p{M}\p{N} !#$%&'*+/=?^_`{|}~-]+$/u.test(name)
    ? `${name} <${address}>`
    : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`
}

/** Undefined where it is neither plain words nor one quoted string. */
function nameOf(text: string): string | null | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(text)
  if (quoted) return (quoted[1] ?? '').replace(/\\(.)/g, '$1') || null
  return /[",;<>@\\]/.test(text) ? undefined : text.trim() || null
}

function isIpv4(host: string): boolean {
  return /^[\d.]+$/.test(host)
}
