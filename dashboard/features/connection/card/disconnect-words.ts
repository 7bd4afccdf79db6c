import type { Connection } from '../../../lib/api-types.ts'

export interface DisconnectWords {
  goes: string[]
  stays: string[]
  /** What the owner has to do in Stripe by hand; null where nothing is left. */
  byHand: string | null
}

/** What a disconnect removes and keeps, before it is done. */
export function disconnectWords({ kind, key_last4: last4, mode }: Connection): DisconnectWords {
  const access: Record<string, string> = {
    restricted_key: 'The stored key is forgotten. Running jobs stop.',
    app_oauth: 'The app’s access is given back. Running jobs stop.',
    connect_oauth: 'The access is given back to Stripe. Running jobs stop.',
  }
  const byHand: Record<string, string> = {
    restricted_key: `Delete the restricted key${last4 ? ` that ends in ${last4}` : ''} in Stripe: a key cannot delete itself.`,
    webhook_only: 'Delete the webhook endpoint that you set up in Stripe.',
    app_oauth: 'Should the app still be listed in Stripe, uninstall it there: only you can.',
  }
  const goes = [access[kind ?? ''] ?? 'Signing secrets are forgotten.']
  if (kind === 'restricted_key') goes.unshift('Billhook’s webhook endpoint is removed from your Stripe account.')
  goes.push(`No new event of ${mode} mode is taken in.`)
  return {
    goes,
    stays: [
      'Everything imported and received so far: catalog, customers, events and their history.',
      `The ${mode === 'test' ? 'live' : 'test'} connection.`,
    ],
    byHand: byHand[kind ?? ''] ?? null,
  }
}
