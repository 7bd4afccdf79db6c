import type { StripeSandbox } from './sandbox.ts'
import { invalidParameter } from './stripe-problem.ts'

/** How many API versions the endpoints of an account may have besides its default. */
const MAX_VERSIONS = 3
const EVENT_NAME = /^(\*|[a-z0-9_]+(\.[a-z0-9_]+)*(\.\*)?)$/

export function checkVersion(stripe: StripeSandbox, version: string | null): void {
  if (version === null) return
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) {
    throw invalidParameter(`Invalid Stripe API version: ${version}`, 'api_version')
  }
  const used = [...stripe.endpoints.oldestFirst()].map((endpoint) => endpoint.object.api_version)
  const versions = new Set([...used, version])
  versions.delete(null)
  versions.delete(stripe.account.apiVersion)
  if (versions.size <= MAX_VERSIONS || used.includes(version)) return
  const message = `Your webhook endpoints already use ${MAX_VERSIONS} API versions besides your account's default version.`
  throw invalidParameter(message, 'api_version')
}

export function checkUrl(stripe: StripeSandbox, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw invalidParameter(`Not a valid URL: ${url}`, 'url', 'url_invalid')
  if (stripe.livemode && parsed.protocol !== 'https:' && !stripe.account.insecureEndpoints) {
    throw invalidParameter('Invalid URL: In live mode, an HTTPS URL is required.', 'url', 'url_invalid')
  }
}

export function checkEvents(events: readonly string[]): void {
  if (events.length === 0) throw invalidParameter('You must pass at least one event.', 'enabled_events')
  const wrong = events.findIndex((name) => !EVENT_NAME.test(name))
  if (wrong >= 0) throw invalidParameter(`Invalid event: ${events[wrong]}`, `enabled_events[${wrong}]`)
}
