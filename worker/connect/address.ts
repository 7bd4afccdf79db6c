import type { Config } from '../config.ts'
import { DEFAULT_ACCOUNT_ID } from '../domain/ids.ts'
import type { StoredConnection } from '../readmodel/connection.ts'

/** Where Stripe posts the events of a connection. */
export interface Address {
  url: string
  isPlatform: boolean
  /** A signing secret is known. */
  canVerify: boolean
}

/** OAuth's events come to the platform's endpoint; everything else has its own, unless it has just the platform's secret. */
export function addressOf(
  { stored, hasOwnSecret }: { stored: StoredConnection; hasOwnSecret: boolean },
  config: Config,
): Address {
  const base = `${config.webhookBaseUrl}/api/webhooks/stripe`
  const isOauth = stored.kind === 'app_oauth' || stored.kind === 'connect_oauth'
  const isPlatforms = isOauth || (stored.tenant.accountId === DEFAULT_ACCOUNT_ID && stored.kind !== 'restricted_key')
  const hasPlatformSecret = isPlatforms && config.webhookSecrets.length > 0
  const isPlatform = isOauth || (hasPlatformSecret && !hasOwnSecret)
  const canVerify = isOauth ? hasPlatformSecret : hasOwnSecret || hasPlatformSecret
  return { url: isPlatform ? base : `${base}/${stored.id}`, isPlatform, canVerify }
}
