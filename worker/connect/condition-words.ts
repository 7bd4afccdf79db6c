import { type Condition, type ConditionCode, stripeDashboard } from '../domain/health.ts'
import { isoOfSeconds } from '../domain/times.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { boxOf } from './permissions.ts'

interface Action {
  type: 'reconnect' | 'repair' | 'add_secret' | 'catch_up' | 'import' | 'open_stripe'
  label: string
  url: string | null
}

interface Words {
  cause: string
  action: Action
}
type Detail = Condition['detail']

/** A condition in words: what is the matter, and the one thing to do about it. `url` is where Stripe is to post. */
export function conditionWords({ code, detail }: Condition, connection: StoredConnection, url: string): Words {
  return WORDS[code](detail, connection, url)
}

function act(type: Action['type'], label: string, url: string | null = null): Action {
  return { type, label, url }
}

const RECONNECT = act('reconnect', 'Connect again')
const REPAIR = act('repair', 'Repair the endpoint')

const WORDS: Record<ConditionCode, (detail: Detail, connection: StoredConnection, url: string) => Words> = {
  key_refused: (detail, { receives }) => {
    const why = detail.expired ? 'has expired' : 'was deleted or rolled in Stripe'
    const events = receives ? ' Events are still taken in, but nothing can be read from Stripe.' : ''
    return { cause: `The restricted key that ends in ${detail.key_last4} ${why}.${events}`, action: RECONNECT }
  },
  deauthorized: (detail) => {
    const why = detail.told ? 'was taken back by its owner' : 'is no longer accepted: it was taken back, or has run out'
    return {
      cause: `The access to the Stripe account ${detail.stripe_account} ${why}. The data that is here stays.`,
      action: RECONNECT,
    }
  },
  platform_key_refused: (_, { tenant }) => {
    const variable = `STRIPE_PLATFORM_KEY_${tenant.mode.toUpperCase()}`
    return {
      cause: `Stripe does not accept the platform’s own key, or there is none, so nothing can be read: the operator sets ${variable} to a key that works. The access that was granted stands, and events are still taken in.`,
      action: act('open_stripe', 'See the platform’s keys in Stripe', stripeDashboard(tenant.mode, 'apikeys')),
    }
  },
  permission_missing: (detail, { kind, tenant }) => {
    // Stripe may name Read and Write of the same box.
    const boxes = [...new Set(textsOf(detail.permissions).map(boxOf))].join(', ')
    const isKey = kind === 'restricted_key'
    return {
      cause: `${isKey ? 'The restricted key' : 'The access'} lacks what Billhook needs: ${boxes}.`,
      action: isKey ? act('open_stripe', 'Edit the key in Stripe', stripeDashboard(tenant.mode, 'apikeys')) : RECONNECT,
    }
  },
  endpoint_missing: (detail, { tenant }, url) => {
    if (detail.cause === 'unreachable') {
      return {
        cause: `Stripe does not post to ${url}. Run \`stripe listen --forward-to ${url}\` and add the signing secret that it prints.`,
        action: act('add_secret', 'Add the signing secret'),
      }
    }
    const what = detail.cause === 'moved' ? 'points to another address' : 'is gone'
    return {
      cause: `Our webhook endpoint in Stripe (${tenant.mode} mode) ${what}, so no event arrives.`,
      action: act('repair', 'Register it again'),
    }
  },
  endpoint_disabled: (_, { tenant }) => ({
    cause: `Our webhook endpoint is disabled in Stripe (${tenant.mode} mode), so no event arrives.`,
    action: act('repair', 'Enable it again'),
  }),
  event_types_missing: (detail) => {
    const types = textsOf(detail.types)
    const named = types.slice(0, 3).join(', ')
    const rest = types.length > 3 ? ` and ${types.length - 3} more` : ''
    return { cause: `Our webhook endpoint no longer gets ${named}${rest}.`, action: REPAIR }
  },
  events_stopped: (detail, { kind, tenant }) => {
    const newest = typeof detail.newest_found_at === 'number' ? isoOfSeconds(detail.newest_found_at) : 'a while ago'
    return {
      cause: `Stripe had ${detail.found} events that no webhook brought, the newest of ${newest}. They were caught up; the endpoint does not get through.`,
      action:
        kind === 'restricted_key'
          ? REPAIR
          : act('open_stripe', 'See the endpoint in Stripe', stripeDashboard(tenant.mode, 'webhooks')),
    }
  },
  import_failed: (detail) => ({
    cause: `The import ended before all was read: ${sentence(detail.error)}`,
    action: act('import', 'Import again'),
  }),
  signatures_rejected: (detail, { tenant, kind, stripeEndpointId }, url) => {
    const what = detail.count === 1 ? 'A request arrived' : `${detail.count} requests arrived`
    if (kind === 'restricted_key' && stripeEndpointId) {
      return {
        cause: `${what} whose signature does not match, and no good one since. If the secret of our endpoint was rolled in Stripe (${tenant.mode} mode), it must be made anew.`,
        action: act('repair', 'Make the endpoint anew'),
      }
    }
    return {
      cause: `${what} whose signature does not match, and no good one since: add the signing secret of the endpoint that points to ${url} in Stripe (${tenant.mode} mode). Was it rolled?`,
      action: act('add_secret', 'Add the signing secret'),
    }
  },
  catch_up_late: () => ({
    cause: 'No catch-up has ended for three hours, though one runs every hour.',
    action: act('catch_up', 'Catch up now'),
  }),
}

/** What a job says of its end, as the end of a sentence. */
function sentence(error: Detail[string] | undefined): string {
  const text = typeof error === 'string' && error !== '' ? error : 'it gave no reason'
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function textsOf(value: Detail[string] | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
