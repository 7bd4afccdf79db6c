import type { StripeAccess } from '../account/rpc.ts'
import { accountStub } from '../account/stub.ts'
import { OVERLAP_MS } from '../auth/signing-secrets.ts'
import { type Bindings, configOf } from '../config.ts'
import { CONDITION_CODES, stripeDashboard } from '../domain/health.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { writeConditions } from '../readmodel/conditions.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { endSigningSecrets, markDisconnected, noteDisconnected } from '../readmodel/connections-state.ts'
import { announceConnection } from './announce.ts'
import { giveEndpointBack, giveGrantBack } from './give-back.ts'
import type { Refusal } from './refusal.ts'
import { linkedAccess } from './stripe-of.ts'

/**
 * Ends a link: events are turned away at once, our endpoint goes from Stripe, what was granted is given back, jobs end and the
 * credential is forgotten; data stays. One that was interrupted is finished by the next.
 */
export async function disconnect(
  env: Bindings,
  before: StoredConnection,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  const { tenant } = before
  const access = await linkedAccess(env, before)
  const isMarked = await markDisconnected(env.DB, before, { reason: DISCONNECTING, receives: false }, nowMs)
  if (!isMarked) {
    return fail({
      code: 'connection_changed',
      detail: 'The connection was changed at the same moment: look at it again.',
    })
  }
  const of = { tenant, epoch: before.epoch + 1, connectionId: before.id }
  const outside = await leaveStripe(env, before, access)
  const endpointGone = outside.endpoint !== 'left'
  await noteDisconnected(env.DB, of, { reason: DISCONNECTING, endpointGone })
  await accountStub(env, tenant).unlink(tenant, of.epoch)
  await endSigningSecrets(env.DB, of, nowMs + OVERLAP_MS)
  await writeConditions(env.DB, of, CONDITION_CODES, {}, nowMs)
  await noteDisconnected(env.DB, of, { reason: sayWhatHappened(before, outside), endpointGone })
  await announceConnection(env, tenant)
  return ok(null)
}

const DISCONNECTING = 'Disconnecting was begun and interrupted: disconnect once more to finish it.'

interface Outside {
  endpoint: Awaited<ReturnType<typeof giveEndpointBack>>
  grant: Awaited<ReturnType<typeof giveGrantBack>> | 'none'
}

async function leaveStripe(env: Bindings, before: StoredConnection, access: StripeAccess | null): Promise<Outside> {
  const { tenant, kind, stripeAccount } = before
  const endpoint = await giveEndpointBack(configOf(env), before, access, null)
  const isGranted = (kind === 'app_oauth' || kind === 'connect_oauth') && stripeAccount
  return { endpoint, grant: isGranted ? await giveGrantBack(env, tenant, kind, stripeAccount.id) : 'none' }
}

/** What was done, what stays, and what only the owner can do. */
function sayWhatHappened(before: StoredConnection, { endpoint, grant }: Outside): string {
  const { mode } = before.tenant
  const sentences = ['Disconnected: no event is taken in and nothing is read from Stripe any more.']
  if (endpoint === 'removed') sentences.push('Our webhook endpoint was removed from Stripe.')
  if (grant === 'ended') sentences.push('The access that was granted in Stripe has been given back.')
  if (grant === 'in_use') sentences.push('The access stays: another account of this Billhook is connected by it.')
  sentences.push('The data that is here stays.')
  if (endpoint === 'left') {
    const page = stripeDashboard(mode, 'webhooks')
    const which = before.stripeEndpointId ? ` ${before.stripeEndpointId}` : ''
    sentences.push(`Our webhook endpoint${which} could not be removed: delete it at ${page}.`)
  }
  if (grant === 'left')
    sentences.push('The access could not be given back: remove Billhook in Stripe under Installed apps.')
  if (before.kind === 'restricted_key') {
    const page = stripeDashboard(mode, 'apikeys')
    sentences.push(`Delete the restricted key that ends in ${before.keyLast4 ?? '…'} at ${page}: only you can.`)
  }
  if (before.kind === null || before.kind === 'webhook_only') {
    sentences.push(`Delete the webhook endpoint that you set up at ${stripeDashboard(mode, 'webhooks')}.`)
  }
  return sentences.join(' ')
}
