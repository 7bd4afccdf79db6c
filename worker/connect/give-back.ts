import type { StripeAccess } from '../account/rpc.ts'
import type { Config } from '../config.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { isJsonObject } from '../domain/json.ts'
import { log } from '../log.ts'
import { deauthorizeConnect, type OauthKind } from '../stripe/oauth.ts'
import { stripeWith, stripeWithKey } from './stripe-of.ts'
import { removeEndpoint } from './webhook-endpoint.ts'

/** Removes our endpoint from somebody's Stripe account. True where it is gone; it never throws. */
export async function giveEndpointBack(
  config: Config,
  tenant: Tenant,
  access: StripeAccess | null,
  endpointId: string,
): Promise<boolean> {
  if (access?.kind !== 'restricted_key') return false
  const isGone = await removeEndpoint(await stripeWith(config, access), endpointId)
  if (!isGone) log('warn', 'endpoint_not_removed', { tenant: tenantName(tenant), endpoint: endpointId })
  return isGone
}

/** Ends what an owner granted to the platform. True where Stripe has no such grant afterwards; it never throws. */
export async function giveGrantBack(
  config: Config,
  tenant: Tenant,
  kind: OauthKind,
  stripeAccountId: string,
): Promise<boolean> {
  const isEnded =
    kind === 'connect_oauth'
      ? await deauthorize(config, tenant, stripeAccountId)
      : await uninstallApp(config, tenant, stripeAccountId)
  if (!isEnded) log('warn', 'grant_not_given_back', { tenant: tenantName(tenant), kind, stripe: stripeAccountId })
  return isEnded
}

/** Stripe answers `invalid_client` where the account is not connected (any more). */
async function deauthorize(config: Config, { mode }: Tenant, stripeAccountId: string): Promise<boolean> {
  const answer = await deauthorizeConnect(config, mode, stripeAccountId)
  return answer.ok || (answer.error.reason !== 'unreachable' && answer.error.code === 'invalid_client')
}

/** https://docs.stripe.com/api/apps/installs: the app's owner may end an installation. */
async function uninstallApp(config: Config, tenant: Tenant, stripeAccountId: string): Promise<boolean> {
  const { secretKey, appClientId } = config.stripePlatform[tenant.mode]
  const stripe = await stripeWithKey(config, secretKey ?? '')
  const filter = { app: appClientId ?? '', account: stripeAccountId, status: 'installed' }
  const installs = await stripe.get('/v1/apps/installs', filter)
  if (!installs.ok) return false
  const { data } = installs.value
  const ids = Array.isArray(data) ? data.filter(isJsonObject).map(({ id }) => String(id)) : []
  const ended = await Promise.all(ids.map((id) => stripe.post(`/v1/apps/installs/${id}/uninstall`, {})))
  return ended.every((answer) => answer.ok || answer.error.reason === 'not_found')
}
