import { DEFAULT_ACCOUNT_ID, modeOf, type Tenant } from '../../domain/ids.ts'
import type { Directory, Route } from '../../readmodel/directory.ts'
import { intakeScope } from '../../readmodel/intake-counts.ts'
import type { Envelope } from '../../stripe/envelope.ts'

export type Ignored = 'unlinked_account' | 'mode_mismatch' | 'disconnected'
/** `stripeAccount` is whose events the tenant takes, as far as it is known. */
export type Routing = { tenant: Tenant; stripeAccount: string | null } | { ignored: Ignored; scope: string }

/**
 * The platform's endpoint: `event.account` and `livemode` name the connection; without an account the event is the
 * deployment's own. A live Connect endpoint also gets test events, so `livemode` decides and nothing else.
 */
export async function routePlatformEvent(directory: Directory, event: Envelope, nowMs: number): Promise<Routing> {
  const mode = modeOf(event.livemode)
  const route = event.stripeAccount
    ? await directory.byStripeAccount(event.stripeAccount, mode, nowMs)
    : await directory.byTenant({ accountId: DEFAULT_ACCOUNT_ID, mode }, nowMs)
  if (!route || isPlatformsOwn(event, route))
    return { ignored: 'unlinked_account', scope: intakeScope({ platformMode: mode }) }
  return unlessDisconnected(route)
}

/**
 * A connection's own endpoint: the address and its secret name the tenant. An event of the other mode, or of a Stripe
 * account that is not the connected one, is never taken in.
 */
export function routeEndpointEvent(route: Route, event: Envelope): Routing {
  const scope = intakeScope({ tenant: route.tenant })
  if (modeOf(event.livemode) !== route.tenant.mode) return { ignored: 'mode_mismatch', scope }
  const foreign =
    event.stripeAccount !== null && route.stripeAccountId !== null && event.stripeAccount !== route.stripeAccountId
  return foreign ? { ignored: 'unlinked_account', scope } : unlessDisconnected(route)
}

/** An operator who is a platform has customers too; they are none of the account that was linked by OAuth. */
function isPlatformsOwn(event: Envelope, { kind }: Route): boolean {
  return event.stripeAccount === null && (kind === 'app_oauth' || kind === 'connect_oauth')
}

function unlessDisconnected(route: Route): Routing {
  return route.disconnected
    ? { ignored: 'disconnected', scope: intakeScope({ tenant: route.tenant }) }
    : { tenant: route.tenant, stripeAccount: route.stripeAccountId }
}
