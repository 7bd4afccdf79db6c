import type { Config } from '../config.ts'
import type { Mode } from '../domain/ids.ts'
import type { OauthKind } from '../stripe/oauth.ts'

/** Why a mode cannot be connected that way: what the operator has to set; null where it can. */
export function oauthWays(config: Config, mode: Mode): Record<OauthKind, string | null> {
  const { secretKey, appClientId, connectClientId } = config.stripePlatform[mode]
  const suffix = mode === 'live' ? 'LIVE' : 'TEST'
  const lacking = (clientId: string | null, name: string): string | null => {
    const needed = [
      { name, isSet: clientId !== null },
      { name: `STRIPE_PLATFORM_KEY_${suffix}`, isSet: secretKey !== null },
      // Events of accounts that are connected this way come to the platform's endpoint only.
      { name: 'STRIPE_WEBHOOK_SECRET', isSet: config.webhookSecrets.length > 0 },
    ]
    const names = needed.filter(({ isSet }) => !isSet).map((variable) => variable.name)
    return names.length > 0 ? `Set ${names.join(' and ')} to connect this way in ${mode} mode.` : null
  }
  return {
    app_oauth: lacking(appClientId, `STRIPE_APP_CLIENT_ID_${suffix}`),
    connect_oauth: lacking(connectClientId, `STRIPE_CONNECT_CLIENT_ID_${suffix}`),
  }
}
