import type { StripeAccess } from '../account/rpc.ts'
import { type Bindings, type Config, configOf } from '../config.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { isJsonObject } from '../domain/json.ts'
import { log } from '../log.ts'
import { isFedElsewhere, type StoredConnection } from '../readmodel/connection.ts'
import { deauthorizeConnect, type OauthKind } from '../stripe/oauth.ts'
import { stripeWith, stripeWithKey } from './stripe-of.ts'
import { isOurs, listEndpoints, removeEndpoint, webhookUrl } from './webhook-endpoint.ts'

/**
 * Removes our endpoints from the Stripe account that `access` opens, all but `keptId`. `left` where one may still be there.
 * What Stripe says is never thrown.
 */
export async function giveEndpointBack(
  config: Config,
  { tenant, id, stripeEndpointId }: StoredConnection,
  access: StripeAccess | null,
  keptId: string | null,
): Promise<'none' | 'removed' | 'left'> {
  if (access?.kind !== 'restricted_key') return stripeEndpointId ? 'left' : 'none'
  const stripe = await stripeWith(config, access)
  const listed = await listEndpoints(stripe)
  // Without the list there is still the one that we know by its id.
  const known = stripeEndpointId ? [stripeEndpointId] : []
  const url = webhookUrl(config, id)
  const ours = listed.ok
    ? listed.value.filter((endpoint) => isOurs(endpoint, url, stripeEndpointId)).map((endpoint) => endpoint.id)
    : known
  const unwanted = ours.filter((endpointId) => endpointId !== keptId)
  const gone = await Promise.all(unwanted.map((endpointId) => removeEndpoint(stripe, endpointId)))
  if (gone.includes(false)) {
    log('warn', 'endpoint_not_removed', { tenant: tenantName(tenant), endpoints: unwanted.join(' ') })
    return 'left'
  }
  return known.length > 0 || unwanted.length > 0 ? 'removed' : 'none'
}

/**
 * Ends what an owner granted to the platform – unless the very grant feeds another tenant. `ended` where Stripe has no such
 * grant afterwards; what Stripe says is never thrown.
 */
export async function giveGrantBack(
  env: Bindings,
  tenant: Tenant,
  kind: OauthKind,
  stripeAccountId: string,
): Promise<'ended' | 'left' | 'in_use'> {
  if (await isFedElsewhere(env.DB, tenant, stripeAccountId, kind)) return 'in_use'
  const config = configOf(env)
  const isEnded =
    kind === 'connect_oauth'
      ? await deauthorize(config, tenant, stripeAccountId)
      : await uninstallApp(config, tenant, stripeAccountId)
  if (!isEnded) log('warn', 'grant_not_given_back', { tenant: tenantName(tenant), kind, stripe: stripeAccountId })
  return isEnded ? 'ended' : 'left'
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
