import type { StripeAccess } from '../account/rpc.ts'
import type { Config } from '../config.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { giveEndpointBack, giveGrantBack } from './give-back.ts'
import type { NewLink } from './link-account.ts'

/**
 * What a former link left at Stripe goes: its endpoint, its grant. As far as its credential still opens anything – the new
 * link stands whether it does or not.
 */
export async function leaveFormer(
  config: Config,
  { tenant, dataOf, stripeEndpointId }: StoredConnection,
  former: StripeAccess | null,
  link: Pick<NewLink, 'account' | 'credential' | 'endpointBy'>,
): Promise<void> {
  if (!former || dataOf === null) return
  const isSameAccount = dataOf === link.account.id
  if (stripeEndpointId && !(isSameAccount && link.endpointBy)) {
    await giveEndpointBack(config, tenant, former, stripeEndpointId)
  }
  const isSameGrant = isSameAccount && former.kind === link.credential.kind
  if ((former.kind === 'app_oauth' || former.kind === 'connect_oauth') && !isSameGrant) {
    await giveGrantBack(config, tenant, former.kind, dataOf)
  }
}
