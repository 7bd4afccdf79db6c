import type { StripeAccess } from '../account/rpc.ts'
import { type Bindings, configOf } from '../config.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { giveEndpointBack, giveGrantBack } from './give-back.ts'
import type { NewLink } from './link-account.ts'

/**
 * What a former link left at Stripe goes: its endpoints but the new link's own, its grant. As far as its credential still
 * opens anything – the new link stands whether it does or not.
 */
export async function leaveFormer(
  env: Bindings,
  before: StoredConnection,
  former: StripeAccess | null,
  link: Pick<NewLink, 'account' | 'credential'>,
  keptEndpointId: string | null,
): Promise<void> {
  if (!former) return
  await giveEndpointBack(configOf(env), before, former, keptEndpointId)
  const stripeAccountId = former.stripeAccount ?? accountOf(before, former)
  if ((former.kind !== 'app_oauth' && former.kind !== 'connect_oauth') || stripeAccountId === null) return
  const isSameGrant = stripeAccountId === link.account.id && former.kind === link.credential.kind
  if (!isSameGrant) await giveGrantBack(env, before.tenant, former.kind, stripeAccountId)
}

/** A connect that was cut off may have linked the object already, and not yet said whose data it holds. */
function accountOf({ epoch, stripeAccount, dataOf }: StoredConnection, former: StripeAccess): string | null {
  return former.epoch === epoch && stripeAccount ? stripeAccount.id : dataOf
}
