import type { Credential, StripeAccess } from '../account/rpc.ts'
import { type Bindings, configOf } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import { readConnection, type StoredConnection, type StripeAccount } from '../readmodel/connection.ts'
import type { Grant, OauthKind } from '../stripe/oauth.ts'
import { giveGrantBack } from './give-back.ts'
import type { NewLink } from './link-account.ts'
import { readStripeAccount } from './probe-key.ts'
import { stripeWith } from './stripe-of.ts'

/** What a grant offers. Name and country are shown where they can be read; the id stands in the grant itself. */
export async function linkOfGrant(
  env: Bindings,
  before: StoredConnection,
  kind: OauthKind,
  grant: Grant,
  replaces: string | null,
): Promise<NewLink> {
  return {
    credential: credentialOf(grant),
    account: await accountOf(env, before.tenant, kind, grant),
    keyLast4: null,
    scope: grant.scope,
    importMonths: before.importMonths,
    replaces,
    endpointBy: null,
  }
}

/**
 * A grant that is not used is given back – unless the very grant feeds somebody, this tenant or another. False where Stripe
 * may still have it.
 */
export async function declineGrant(
  env: Bindings,
  tenant: Tenant,
  kind: OauthKind,
  { stripeAccountId }: Grant,
): Promise<boolean> {
  const now = await readConnection(env.DB, tenant)
  const isOurs = now?.status !== 'disconnected' && now?.kind === kind && now.stripeAccount?.id === stripeAccountId
  return isOurs || (await giveGrantBack(env, tenant, kind, stripeAccountId)) !== 'left'
}

function credentialOf({ tokens }: Grant): Credential {
  return tokens ? { kind: 'app_oauth', ...tokens } : { kind: 'connect_oauth' }
}

async function accountOf(
  env: Bindings,
  { mode }: Tenant,
  kind: OauthKind,
  { stripeAccountId, tokens }: Grant,
): Promise<StripeAccount> {
  const config = configOf(env)
  const apiKey = tokens?.accessToken ?? config.stripePlatform[mode].secretKey ?? ''
  const access: StripeAccess = {
    ...{ epoch: 0, kind, proven: true, apiKey },
    stripeAccount: tokens ? null : stripeAccountId,
  }
  const account = await readStripeAccount(await stripeWith(config, access))
  return account.ok && account.value.id === stripeAccountId
    ? account.value
    : { id: stripeAccountId, name: null, country: null }
}
