import type { Config } from '../config.ts'
import type { Mode } from '../domain/ids.ts'
import type { OauthKind } from '../stripe/oauth.ts'

/** Why a mode cannot be connected that way: what the operator has to set; null where it can. */
export function oauthWays(config: Config, mode: Mode): Record<OauthKind, string | null> {
  const { secretKey, appClientId, connectClientId } = config.stripePlatform[mode]
  const suffix = mode === 'live' ? 'LIVE' : 'TEST'
  const lacking = (clientId: string | null, name: string): string | null => {
    const names = [clientId ? null : name, secretKey ? null : `STRIPE_PLATFORM_KEY_${suffix}`].filter(Boolean)
    return names.length > 0 ? `Set ${names.join(' and ')} to connect this way in ${mode} mode.` : null
  }
  return {
    app_oauth: lacking(appClientId, `STRIPE_APP_CLIENT_ID_${suffix}`),
    connect_oauth: lacking(connectClientId, `STRIPE_CONNECT_CLIENT_ID_${suffix}`),
  }
}
