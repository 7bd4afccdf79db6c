import type { Incoming } from '../site/incoming.ts'
import type { SandboxSite } from '../site.ts'
import { uninstall } from './install.ts'
import { answered, OAuthError, platformKey, text } from './oauth-door.ts'

/** `POST /oauth/deauthorize` of Connect. */
export function deauthorize(site: SandboxSite, incoming: Incoming): Response {
  return answered(() => {
    const key = platformKey(site, incoming)
    const clientId = text(incoming, 'client_id')
    const account = text(incoming, 'stripe_user_id')
    const installation = site.oauth.find('connect', account, key.mode)
    const application = site.oauth.applications().find((it) => it.clientId === clientId && it.mode === key.mode)
    if (!application || installation?.clientId !== clientId) {
      const told = `This application is not connected to stripe account ${account}, or that account does not exist.`
      throw new OAuthError('invalid_client', told, 401)
    }
    uninstall(site, installation)
    return { stripe_user_id: account }
  })
}
