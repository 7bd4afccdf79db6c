import { uninstall } from '../oauth/install.ts'
import { isPermission } from '../site/permissions.ts'
import { StripeProblem } from '../stripe-problem.ts'
import type { ControlRoute } from './control.ts'
import { readText, readTexts } from './input.ts'

/** What an owner or the platform's own settings do outside of the API. */
export const OAUTH_ROUTES: Record<string, ControlRoute> = {
  /** The owner removes the application in their Dashboard: one by its id, or all of them. */
  'POST deauthorize': ({ site, branch: { stripe }, input }) => {
    const clientId = readText(input, 'client_id')
    const mode = stripe.livemode ? 'live' : 'test'
    const granted = site.oauth
      .installations()
      .filter((it) => it.account === stripe.account.id && it.mode === mode)
      .filter((it) => clientId === undefined || it.clientId === clientId)
    for (const installation of granted) uninstall(site, installation)
    return { deauthorized: granted.map((it) => it.clientId) }
  },
  'POST oauth': ({ site, input }) => {
    const permissions = readTexts(input, 'app_permissions')
    const unknown = permissions?.find((name) => !isPermission(name))
    if (unknown !== undefined) throw new StripeProblem(422, `The sandbox knows no permission ${unknown}.`)
    site.oauth.redirectUris = readTexts(input, 'redirect_uris') ?? site.oauth.redirectUris
    site.oauth.appPermissions = permissions ?? site.oauth.appPermissions
    return { redirect_uris: site.oauth.redirectUris, app_permissions: site.oauth.appPermissions }
  },
  'GET oauth': ({ site }) => ({
    installations: site.oauth.installations().map(({ kind, clientId, account, mode, scope }) => ({
      kind,
      client_id: clientId,
      account,
      mode,
      scope,
    })),
  }),
}
