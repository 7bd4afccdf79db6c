import type { Credential, StripeAccess } from '../account/rpc.ts'
import { accountStub } from '../account/stub.ts'
import { OVERLAP_MS, sealSigningSecret } from '../auth/signing-secrets.ts'
import { type Bindings, configOf } from '../config.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { isFedElsewhere, type StoredConnection, type StripeAccount } from '../readmodel/connection.ts'
import { endSigningSecrets } from '../readmodel/connections-state.ts'
import {
  type Claim,
  claimConnection,
  completeConnect,
  noteLinked,
  releaseClaim,
} from '../readmodel/connections-write.ts'
import type { StripeClient } from '../stripe/client.ts'
import { announceConnection } from './announce.ts'
import { endpointRefusal, isSurvivable, noteEndpointMissing } from './endpoint-refusal.ts'
import { leaveFormer } from './leave-former.ts'
import type { Refusal } from './refusal.ts'
import { isSecretKnown } from './secret-known.ts'
import { linkedAccess } from './stripe-of.ts'
import {
  type EndpointFailure,
  type EnsuredEndpoint,
  ensureEndpoint,
  removeEndpoint,
  webhookUrl,
} from './webhook-endpoint.ts'

/** What a checked key or a grant offers. */
export interface NewLink {
  credential: Credential
  account: StripeAccount
  keyLast4: string | null
  scope: string | null
  importMonths: number
  /** The Stripe account whose data may go; needed where another one was connected before. */
  replaces: string | null
  /** Registers our endpoint in the account; null where events come to the platform's own. */
  endpointBy: StripeClient | null
}

/**
 * Links a tenant to a Stripe account: claim in D1, our endpoint at Stripe, the object, the endpoint's secret. Whatever Stripe
 * refuses comes before the object has changed, and puts back what stood before. An interruption leaves `connecting`, and
 * connecting again mends it.
 */
export async function linkAccount(
  env: Bindings,
  before: StoredConnection,
  link: NewLink,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  const { tenant } = before
  const refusal = await objection(env.DB, before, link)
  if (refusal) return fail(refusal)
  const former = await linkedAccess(env, before)
  const claimed = await claimConnection(env.DB, before, claimOf(link), nowMs)
  if (claimed !== 'claimed') return fail(claimed === 'taken' ? taken(link.account.id) : CHANGED)
  const made = await endpointFor(env, before, link, nowMs).catch(async (error: unknown) => {
    await release(env, before, null, nowMs)
    throw error
  })
  if (!made.ok) {
    const { failure, removed } = made.error
    await release(env, before, removed, nowMs)
    return fail(endpointRefusal(failure, tenant.mode, webhookUrl(configOf(env), before.id)))
  }
  const isLinked = await orRemoved(link, made.value, () => takeOver(env, before, former, link, made.value, nowMs))
  if (!isLinked) return fail(CHANGED)
  await announceConnection(env, tenant)
  return ok(null)
}

/** Reasons that are known before anything is asked for. */
export async function objection(db: D1Database, before: StoredConnection, link: NewLink): Promise<Refusal | null> {
  if (await isFedElsewhere(db, before.tenant, link.account.id)) return taken(link.account.id)
  const { dataOf } = before
  if (dataOf === null || dataOf === link.account.id || dataOf === link.replaces) return null
  return {
    code: 'stripe_account_differs',
    detail: `This is the Stripe account ${nameOf(link.account)}, but the data here is of ${dataOf}. Connecting removes the catalog, customers and subscriptions that are held of ${dataOf}, and ends its webhook endpoint; received events stay in the list. To go on, send it again with "replaces": "${dataOf}".`,
    members: { current_stripe_account: dataOf, new_stripe_account: link.account.id },
  }
}

/** Null: this Stripe does not post to our address, which in test mode stops nothing. */
async function endpointFor(
  env: Bindings,
  before: StoredConnection,
  link: NewLink,
  nowMs: number,
): Promise<Result<EnsuredEndpoint | null, EndpointFailure>> {
  if (!link.endpointBy) return ok(null)
  const isKnown = await isSecretKnown(env.DB, before, nowMs)
  const ensured = await ensureEndpoint(link.endpointBy, before, webhookUrl(configOf(env), before.id), isKnown)
  if (ensured.ok) return ensured
  return isSurvivable(ensured.error.failure, before.tenant.mode) ? ok(null) : ensured
}

/** What stood before stands again – but for our endpoint, where that had to make room. */
async function release(
  env: Bindings,
  before: StoredConnection,
  removedEndpoint: string | null,
  nowMs: number,
): Promise<void> {
  const endpointGone = removedEndpoint !== null && removedEndpoint === before.stripeEndpointId
  await releaseClaim(env.DB, before, { claimedEpoch: before.epoch + 1, endpointGone })
  if (!endpointGone || before.status !== 'connected') return
  await noteEndpointMissing(env.DB, { tenant: before.tenant, epoch: before.epoch + 2 }, 'gone', nowMs)
  await announceConnection(env, before.tenant)
}

/** False where somebody else has connected or disconnected meanwhile. */
async function takeOver(
  env: Bindings,
  before: StoredConnection,
  former: StripeAccess | null,
  link: NewLink,
  endpoint: EnsuredEndpoint | null,
  nowMs: number,
): Promise<boolean> {
  const { tenant } = before
  const epoch = before.epoch + 1
  const of = { tenant, epoch, connectionId: before.id }
  const config = configOf(env)
  const replacesData = before.dataOf !== null && before.dataOf !== link.account.id
  if (replacesData) {
    // First of all, while the object still knows how: nothing of the former account may come in any more.
    await endSigningSecrets(env.DB, of, nowMs)
    await leaveFormer(env, before, former, link, endpoint?.id ?? null)
  }
  const { account, credential, importMonths } = link
  await accountStub(env, tenant).link(tenant, { epoch, stripeAccountId: account.id, credential, importMonths })
  await noteLinked(env.DB, tenant, epoch, account.id)
  const sealed = endpoint?.made ? await sealSigningSecret(config.encryptionKeys, tenant, endpoint.secret) : null
  const formerValidUntilMs = replacesData ? nowMs : nowMs + OVERLAP_MS
  const secret = sealed === null ? null : { sealed, formerValidUntilMs }
  const facts = {
    id: endpoint?.id ?? null,
    status: endpoint ? ('enabled' as const) : link.endpointBy ? ('missing' as const) : null,
    apiVersion: endpoint?.apiVersion ?? null,
  }
  const isOurs = await completeConnect(env.DB, of, facts, secret, Date.now())
  if (isOurs && facts.status === 'missing') await noteEndpointMissing(env.DB, of, 'unreachable', nowMs)
  if (isOurs && !replacesData) await leaveFormer(env, before, former, link, facts.id)
  return isOurs
}

/** A secret that is not stored is lost, and its endpoint with it; others of ours go once the one works. */
async function orRemoved(
  link: NewLink,
  endpoint: EnsuredEndpoint | null,
  run: () => Promise<boolean>,
): Promise<boolean> {
  const { endpointBy } = link
  let isDone = false
  try {
    isDone = await run()
    return isDone
  } finally {
    if (endpointBy && endpoint) {
      const unwanted = isDone ? endpoint.obsolete : endpoint.made ? [endpoint.id] : []
      await Promise.all(unwanted.map((id) => removeEndpoint(endpointBy, id)))
    }
  }
}

function claimOf({ credential, account, keyLast4, scope, importMonths }: NewLink): Claim {
  return { kind: credential.kind, stripeAccount: account, keyLast4, scope, importMonths }
}

function taken(stripeAccountId: string): Refusal {
  return {
    code: 'stripe_account_taken',
    detail: `The Stripe account ${stripeAccountId} is connected to another account of this Billhook already: disconnect it there first.`,
  }
}

const CHANGED: Refusal = {
  code: 'connection_changed',
  detail: 'Somebody else connected or disconnected at the same moment: look at the connection, then try again.',
}

function nameOf({ id, name }: StripeAccount): string {
  return name ? `${name} (${id})` : id
}
