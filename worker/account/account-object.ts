import { DurableObject } from 'cloudflare:workers'
import { type Bindings, configOf } from '../config.ts'
import { parseTenantName, type Tenant, tenantName } from '../domain/ids.ts'
import { describeError, log, logFlushFailure } from '../log.ts'
import { isRefusal } from '../readmodel/failures.ts'
import { fetchKeyFor } from '../stripe/fetch-key.ts'
import { AlarmClock } from './alarm-clock.ts'
import { backlogOf, hasUnflushed } from './backlog.ts'
import { TenantClock } from './clock.ts'
import { drain } from './drain.ts'
import { insertEvent } from './inbox.ts'
import { insertReplays, insertSnapshots } from './inputs.ts'
import { acceptLive, announce } from './live.ts'
import { readMeta, writeMeta } from './meta.ts'
import { migrate } from './migrations.ts'
import { deleteMessages, listMessages } from './outbox.ts'
import { collectFlush, commitFlush, EVENTS_PER_BATCH, type Flush, passOver, project } from './projection.ts'
import { isClearing, isRebuilding, rebuildStep, startRebuild } from './rebuild.ts'
import { Refusals } from './refusals.ts'
import { nextRetentionAtMs, retain } from './retention.ts'
import type { AccountRpc, Backlog, IncomingEvent, ReplayAnswer, ReplayRequest, Snapshot } from './rpc.ts'
import { nextDueAtMs } from './schedule.ts'
import { syncMessage } from './sync-message.ts'

/** A burst gathers, so that one D1 transaction carries many events. */
const GATHER_MS = 100
/** While events keep coming in, taking them goes before working them off. */
const BUSY_PAUSE_MS = 250
const BACKOFF_MS = [1_000, 2_000, 5_000, 15_000, 60_000]

/**
 * One per account and mode; its SQLite is the truth. Wiring only: RPC methods store and arm the alarm, and the alarm,
 * whose runs never overlap, is the serial section that decides, projects and sends.
 */
export class AccountObject extends DurableObject<Bindings> implements AccountRpc {
  readonly #alarm: AlarmClock
  readonly #clock: TenantClock
  #tenant: Tenant | null = null
  #failures = 0
  readonly #refusals = new Refusals()
  /** Events since the last turn of the alarm began. */
  #ingested = 0
  #gatherMs = GATHER_MS

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    migrate(ctx.storage)
    this.#alarm = new AlarmClock(ctx.storage)
    this.#clock = new TenantClock(ctx.storage.sql)
  }

  /** No await: insert and alarm commit together, and the answer leaves only once both are durable. */
  async ingest(tenant: Tenant, event: IncomingEvent): Promise<{ duplicate: boolean }> {
    this.#claim(tenant)
    this.#ingested += 1
    const inserted = insertEvent(this.ctx.storage.sql, event, this.#clock.nowMs())
    this.#wakeIn(this.#gatherMs)
    return { duplicate: !inserted }
  }

  async ingestSnapshots(tenant: Tenant, snapshots: Snapshot[]): Promise<{ accepted: number }> {
    this.#claim(tenant)
    const ours = snapshots.map((snapshot) => ({ ...snapshot, asOf: this.#clock.tenantSeconds(snapshot.asOf) }))
    insertSnapshots(this.ctx.storage.sql, ours, this.#clock.nowMs())
    this.#wakeIn(GATHER_MS)
    return { accepted: snapshots.length }
  }

  async replay(tenant: Tenant, request: ReplayRequest): Promise<ReplayAnswer> {
    this.#claim(tenant)
    const answer = insertReplays(this.ctx.storage.sql, request, this.#clock.nowMs())
    this.#wakeIn(0)
    return answer
  }

  async poke(tenant: Tenant): Promise<Backlog> {
    this.#claim(tenant)
    const backlog = backlogOf(this.ctx.storage.sql, this.#clock.nowMs())
    this.#rearm()
    return backlog
  }

  async reproject(tenant: Tenant): Promise<void> {
    this.#claim(tenant)
    startRebuild(this.ctx.storage.sql)
    this.#wakeIn(0)
  }

  async advanceClock(tenant: Tenant, seconds: number): Promise<{ nowMs: number }> {
    this.#claim(tenant)
    if (configOf(this.env).environment !== 'development') throw new Error('The clock only moves in development.')
    const nowMs = this.#clock.advance(seconds)
    this.#wakeIn(0)
    return { nowMs }
  }

  /** Only the live WebSocket comes this way. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') return new Response(null, { status: 426 })
    return acceptLive(this.ctx)
  }

  override async alarm(): Promise<void> {
    this.#alarm.rang()
    this.#ingested = 0
    const tenant = this.#knownTenant()
    if (!tenant) return
    try {
      await this.#work(tenant)
      this.#failures = 0
      this.#rearm()
    } catch (error) {
      const delayMs = BACKOFF_MS[Math.min(this.#failures, BACKOFF_MS.length - 1)] ?? 0
      this.#failures += 1
      logFlushFailure(tenant, error, { delayMs, failures: this.#failures })
      this.#alarm.backOff(Date.now() + delayMs)
    }
  }

  async #work(tenant: Tenant): Promise<void> {
    const { sql } = this.ctx.storage
    const config = configOf(this.env)
    drain(this.ctx.storage, {
      settings: { canFetch: fetchKeyFor(config, tenant) !== null },
      nowMs: this.#clock.nowMs(),
      onParked: (key) => this.#logParked(tenant, key),
    })
    const flush = isClearing(sql) ? null : collectFlush(sql, this.#refusals.limit(EVENTS_PER_BATCH))
    if (flush) await this.#project(tenant, flush)
    await this.#send(tenant)
    if (isRebuilding(sql)) await rebuildStep(sql, this.env.DB, tenant)
    await retain(sql, this.env.DB, tenant, this.#clock.nowMs())
  }

  /** D1, then the cursor: a crash in between repeats the batch, which changes nothing. */
  async #project(tenant: Tenant, flush: Flush): Promise<void> {
    const { sql } = this.ctx.storage
    try {
      await project(this.env.DB, tenant, flush)
    } catch (error) {
      if (!isRefusal(error) || !this.#refusals.refused(EVENTS_PER_BATCH)) throw error
      for (const key of passOver(sql, flush, describeError(error))) this.#logParked(tenant, key)
      return
    }
    this.#refusals.taken()
    commitFlush(sql, flush)
    announce(this.ctx, flush)
  }

  /** The queue, then the outbox: a message may be sent twice, and asking Stripe twice does no harm. */
  async #send(tenant: Tenant): Promise<void> {
    const { sql } = this.ctx.storage
    const messages = listMessages(sql)
    const last = messages.at(-1)
    if (!last) return
    await this.env.SYNC_QUEUE.sendBatch(messages.map(({ message }) => ({ body: syncMessage(tenant, message) })))
    deleteMessages(sql, last.id)
  }

  #logParked(tenant: Tenant, key: string): void {
    log('error', 'input_parked', { tenant: tenantName(tenant), key })
  }

  /** The alarm stays armed exactly while something is left to do, now or later. */
  #rearm(): void {
    const { sql } = this.ctx.storage
    const busy = this.#ingested > 0
    this.#gatherMs = busy ? BUSY_PAUSE_MS : GATHER_MS
    if (backlogOf(sql, this.#clock.nowMs()).pending > 0 || hasUnflushed(sql) || isRebuilding(sql)) {
      this.#alarm.overwrite(Date.now() + (busy ? BUSY_PAUSE_MS : 0))
      return
    }
    const next = [nextDueAtMs(sql), nextRetentionAtMs(sql)].filter((time) => time !== null)
    if (next.length > 0) this.#alarm.wakeAt(Math.max(this.#clock.machineMs(Math.min(...next)), Date.now()))
  }

  #wakeIn(delayMs: number): void {
    this.#alarm.wakeAt(Date.now() + delayMs)
  }

  /** An object answers for the tenant it was named after and for no other. */
  #claim(tenant: Tenant): void {
    const known = this.#knownTenant()
    if (known && tenantName(known) !== tenantName(tenant)) throw new Error('This object belongs to another tenant.')
    if (known) return
    writeMeta(this.ctx.storage.sql, 'tenant', tenantName(tenant))
    this.#tenant = tenant
  }

  /** The name is not always known inside an alarm, so the first call writes it down. */
  #knownTenant(): Tenant | null {
    this.#tenant ??= parseTenantName(readMeta(this.ctx.storage.sql, 'tenant') ?? '')
    return this.#tenant
  }
}
