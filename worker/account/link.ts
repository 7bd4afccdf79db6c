import { isOutdated, open, seal } from '../auth/sealed.ts'
import type { Config } from '../config.ts'
import type { Settings } from '../domain/decide.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { fetchKeyFor } from '../stripe/fetch-key.ts'
import { refreshAppToken } from '../stripe/oauth.ts'
import { forgetStripe } from './customers/forget-stripe.ts'
import { lastSeq } from './inbox.ts'
import { cancelJobs, startJob } from './jobs.ts'
import { deleteMeta, writeMeta } from './meta.ts'
import { insertMessage } from './outbox.ts'
import { startRebuild } from './rebuild.ts'
import type { Credential, Link, StripeAccess } from './rpc.ts'
import { readLink, type StoredLink, writeLink } from './stored-link.ts'

export function sealCredential(config: Config, tenant: Tenant, credential: Credential): Promise<string> {
  return seal(config.encryptionKeys, JSON.stringify(credential), context(tenant))
}

/** What the link lets decisions ask for. */
export function settingsOf(sql: SqlStorage, config: Config, tenant: Tenant): Settings {
  const { kind, sealed } = readLink(sql)
  return {
    canFetch: sealed !== null || fetchKeyFor(config, tenant) !== null,
    canBeDeauthorized: sealed !== null && (kind === 'app_oauth' || kind === 'connect_oauth'),
  }
}

type AppCredential = Extract<Credential, { kind: 'app_oauth' }>

/** A token that ends within this time is renewed before it is used. */
const RENEW_BEFORE_MS = 5 * 60_000

/**
 * Hands out what opens Stripe. An app's refresh token is good for one refresh only, so there is one at a time and the new
 * pair is stored before anybody uses it.
 */
export class StripeAccessDesk {
  #refreshing: Promise<StripeAccess | null> | null = null
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** `refusedKey`: what Stripe has just refused, so that a token that ended early is renewed too. */
  async access(config: Config, tenant: Tenant, refusedKey: string | null): Promise<StripeAccess | null> {
    const link = readLink(this.#sql)
    if (link.sealed === null) return deploymentAccess(config, tenant, link.epoch)
    const credential = JSON.parse(await open(config.encryptionKeys, link.sealed, context(tenant))) as Credential
    // While it was opened somebody may have renewed it, or the link may be another one.
    if (readLink(this.#sql).sealed !== link.sealed) return this.access(config, tenant, refusedKey)
    if (isOutdated(config.encryptionKeys, link.sealed)) await this.#sealAnew(config, tenant, link, credential)
    if (credential.kind === 'app_oauth' && isSpent(credential, refusedKey)) {
      this.#refreshing ??= this.#refresh(config, tenant, link, credential).finally(() => {
        this.#refreshing = null
      })
      return this.#refreshing
    }
    return accessOf(config, tenant, link, credential)
  }

  /** So that an encryption key can be dropped: a connected tenant's credential is used every hour. */
  async #sealAnew(config: Config, tenant: Tenant, link: StoredLink, credential: Credential): Promise<void> {
    const sealed = await sealCredential(config, tenant, credential)
    const present = readLink(this.#sql)
    if (present.sealed === link.sealed) writeLink(this.#sql, { ...present, sealed })
  }

  async #refresh(
    config: Config,
    tenant: Tenant,
    link: StoredLink,
    credential: AppCredential,
  ): Promise<StripeAccess | null> {
    const refreshed = await refreshAppToken(config, tenant.mode, credential.refreshToken)
    if (!refreshed.ok) {
      if (refreshed.error.reason !== 'refused') throw new Error('Stripe could not be asked for a new access token.')
      if (readLink(this.#sql).epoch === link.epoch)
        insertMessage(this.#sql, { task: 'key_refused', epoch: link.epoch, code: refreshed.error.code })
      return null
    }
    const renewed: Credential = { kind: 'app_oauth', ...refreshed.value }
    const sealed = await sealCredential(config, tenant, renewed)
    if (readLink(this.#sql).epoch !== link.epoch) return null
    writeLink(this.#sql, { ...link, sealed })
    return accessOf(config, tenant, link, renewed)
  }
}

function isSpent({ accessToken, expiresAtMs }: AppCredential, refusedKey: string | null): boolean {
  return accessToken === refusedKey || expiresAtMs - Date.now() < RENEW_BEFORE_MS
}

function accessOf(config: Config, tenant: Tenant, link: StoredLink, credential: Credential): StripeAccess | null {
  const { epoch, stripeAccountId } = link
  const shared = { epoch, kind: credential.kind, proven: true }
  if (credential.kind === 'restricted_key') return { ...shared, apiKey: credential.apiKey, stripeAccount: null }
  if (credential.kind === 'app_oauth') return { ...shared, apiKey: credential.accessToken, stripeAccount: null }
  const platformKey = config.stripePlatform[tenant.mode].secretKey
  return platformKey ? { ...shared, apiKey: platformKey, stripeAccount: stripeAccountId } : null
}

function deploymentAccess(config: Config, tenant: Tenant, epoch: number): StripeAccess | null {
  const apiKey = fetchKeyFor(config, tenant)
  return apiKey ? { epoch, kind: 'deployment_key', apiKey, stripeAccount: null, proven: false } : null
}

function context(tenant: Tenant): string {
  return `link|${tenantName(tenant)}|credential`
}

/** The present link from now on, unless a newer one is held already. Jobs of an earlier one end. */
export function storeLink(sql: SqlStorage, link: Link, sealed: string, nowMs: number): void {
  const former = readLink(sql)
  if (former.epoch >= link.epoch) return
  const { epoch, stripeAccountId, credential, importMonths } = link
  writeLink(sql, { epoch, stripeAccountId, kind: credential.kind, sealed })
  cancelJobs(sql, epoch, 'The account was connected anew.', nowMs)
  if (isForeignTo(former, stripeAccountId)) forgetFormerAccount(sql, nowMs)
  if (former.stripeAccountId !== stripeAccountId) writeMeta(sql, 'caught_up_to', Math.floor(nowMs / 1000))
  startJob(sql, { kind: 'import', months: importMonths }, nowMs)
}

/** An event that was routed here as of another Stripe account than the linked one: isolates remember routes for a while. */
export function isForeign(sql: SqlStorage, stripeAccountId: string | null): boolean {
  return stripeAccountId !== null && isForeignTo(readLink(sql), stripeAccountId)
}

function isForeignTo(link: StoredLink, stripeAccountId: string): boolean {
  return link.stripeAccountId !== null && link.stripeAccountId !== stripeAccountId
}

/** Only for the epoch that is held or a later one, so that a late call never ends a link made since. */
export function dropLink(sql: SqlStorage, epoch: number, nowMs: number): void {
  const former = readLink(sql)
  if (former.epoch > epoch) return
  writeLink(sql, { ...former, epoch, sealed: null })
  cancelJobs(sql, epoch + 1, 'The connection to Stripe has ended.', nowMs)
}

/** What was held of another Stripe account goes; its events stay in the log and are never applied again. */
function forgetFormerAccount(sql: SqlStorage, nowMs: number): void {
  sql.exec('DELETE FROM objects')
  sql.exec('DELETE FROM price_uses')
  forgetStripe(sql, nowMs)
  sql.exec('DELETE FROM outbox')
  writeMeta(sql, 'former_seq', lastSeq(sql))
  deleteMeta(sql, 'first_event')
  startRebuild(sql)
}
