import type { Failure } from '../stripe/failure.ts'

/** Why something about a connection was not done; `code` is the problem's on the wire. Nothing has changed. */
export interface Refusal {
  code:
    | 'key_malformed'
    | 'key_wrong_mode'
    | 'key_refused'
    | 'permissions_missing'
    | 'stripe_account_differs'
    | 'stripe_account_taken'
    | 'webhook_endpoint_limit'
    | 'webhook_url_refused'
    | 'stripe_refused'
    | 'stripe_unavailable'
    | 'connection_changed'
    | 'oauth_not_configured'
    | 'nothing_to_read'
    | 'not_found'
  /** For the caller: names what to do, and never a secret. */
  detail: string
  errors?: { pointer: string; code: string; message: string }[]
  members?: Record<string, string>
  retryAfterSeconds?: number
}

/** What Stripe said to a request that had to work. `permission_missing` is told by the callers that know the boxes. */
export function refusalOf(failure: Failure): Refusal {
  switch (failure.reason) {
    case 'unauthorized': {
      const detail =
        failure.code === 'api_key_expired'
          ? 'Stripe says that this key has expired: make a new one in Stripe and connect with it.'
          : 'Stripe does not accept this key: it was deleted or rolled, or was not copied whole. Copy it again, or make a new one.'
      return { code: 'key_refused', detail, errors: [{ pointer: '/api_key', code: 'key_refused', message: detail }] }
    }
    case 'rate_limited':
      return unavailable('Stripe is busy with this account just now: try again in a moment.')
    case 'unreachable':
      return unavailable('Stripe did not answer: try again in a moment. Nothing was changed.')
    case 'permission_missing':
      return {
        code: 'permissions_missing',
        detail: `The key lacks a permission (${failure.permissions.join(', ')}): add it in Stripe and try again.`,
      }
    case 'not_found':
    case 'refused':
      return { code: 'stripe_refused', detail: `Stripe refused: ${failure.message}` }
  }
}

function unavailable(detail: string): Refusal {
  return { code: 'stripe_unavailable', detail, retryAfterSeconds: 5 }
}
