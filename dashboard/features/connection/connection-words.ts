import type { Connection } from '../../lib/api-types.ts'

/** A connection's kind, and what it can and cannot do. */
export const KIND_WORDS: Record<NonNullable<Connection['kind']>, { label: string; meaning: string }> = {
  webhook_only: {
    label: 'Webhook only',
    meaning: 'Stripe’s events arrive and are verified. Nothing can be fetched from Stripe.',
  },
  restricted_key: { label: 'Restricted key', meaning: 'Events arrive, and Stripe is read with a restricted key.' },
  app_oauth: { label: 'Stripe App', meaning: 'Events arrive, and Stripe is read through the installed app.' },
  connect_oauth: { label: 'Stripe Connect', meaning: 'Events arrive, and Stripe is read through Connect.' },
}

export interface TurnedAway {
  count: number
  name: string
  /** Why it happens and what to do. */
  advice: string
  /** A signing secret is what is missing. */
  wantsSecret: boolean
}

/** Requests of the last 24 hours that were answered but not stored for this account, with plain words for each kind. */
export function turnedAway(connection: Connection): TurnedAway[] {
  const other = connection.mode === 'test' ? 'live' : 'test'
  return [
    {
      count: connection.rejected_requests_24h,
      name: 'could not be verified',
      wantsSecret: true,
      advice:
        'The signature matched no signing secret. Usually the secret was rotated in Stripe or belongs to another endpoint: add the present one. Stripe sends the events again for up to three days.',
    },
    {
      count: connection.unlinked_events_24h,
      name: 'came from an unlinked Stripe account',
      wantsSecret: false,
      advice:
        'They were signed correctly but belong to a Stripe account that is not connected here. Connect it, or remove it from the platform’s endpoint.',
    },
    {
      count: connection.mode_mismatches_24h,
      name: 'were of the wrong mode',
      wantsSecret: false,
      advice: `Stripe sent ${other} events to the endpoint for ${connection.mode} mode. Point the ${other} endpoint in Stripe at the address shown in ${other} mode.`,
    },
    {
      count: connection.disconnected_events_24h,
      name: 'came after the account was disconnected',
      wantsSecret: false,
      advice: 'Stripe still sends them. Connect the account again, or delete the endpoint in Stripe.',
    },
  ]
}

/** True where no event can arrive yet, or none any more. */
export function needsSetUp({ status }: Connection): boolean {
  return status === 'not_connected' || status === 'disconnected'
}

/** True where Stripe can be read, so that a job may begin. */
export function canRead({ status, kind }: Connection): boolean {
  return (
    kind !== null &&
    kind !== 'webhook_only' &&
    (status === 'connected' || status === 'importing' || status === 'degraded')
  )
}

/** True where a missing or wrong signing secret is the likely reason that events do not arrive. */
export function secretIsWanted(connection: Connection): boolean {
  const isRejected = connection.conditions.some(({ action }) => action.type === 'add_secret')
  return isRejected || (!connection.last_event && connection.rejected_requests_24h > 0)
}

const ENDPOINT_WORDS: Record<string, string> = {
  receiving: 'Receiving',
  turned_away: 'Turned away',
  waiting: 'Waiting for the first event',
  enabled: 'Enabled at Stripe',
  disabled: 'Disabled at Stripe',
  missing: 'Gone from Stripe',
  secret_missing: 'No signing secret yet',
  secret_rejected: 'Signatures do not match',
}

/** The endpoint's state; what this version does not know is told as it is. */
export function endpointWords(status: string): string {
  return ENDPOINT_WORDS[status] ?? status.replaceAll('_', ' ')
}

/** What to forward to or register in Stripe for this connection. */
export function endpointUrl(connection: Connection, origin: string): string {
  return connection.webhook?.url ?? `${origin}/api/webhooks/stripe/${connection.id}`
}

/** `localhost:8788/api/webhooks/stripe`: the Stripe CLI takes addresses of this machine without the scheme. */
export function listenCommand(url: string, mode: Connection['mode']): string {
  return `stripe listen ${mode === 'live' ? '--live ' : ''}--forward-to ${url.replace(/^http:\/\//, '')}`
}
