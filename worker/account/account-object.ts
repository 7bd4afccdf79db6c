import { type Bindings, configOf } from '../config.ts'
import type { Rules } from '../domain/derive-customer.ts'
import type { Tenant } from '../domain/ids.ts'
import type { JobWork } from '../domain/job-work.ts'
import type { ObjectType } from '../domain/stripe-object.ts'
import { logFlushFailure, logParked } from '../log.ts'
import { AutomationObject } from './automation-object.ts'
import { nextDeliveryDueAtMs } from './automations/deliveries.ts'
import { queueLost } from './automations/queue-due.ts'
import { backlogOf, hasUnflushed, waitingPages } from './backlog.ts'
import { noticeRules, recomputeStep } from './customers/recompute.ts'
import { readRecompute } from './customers/recompute-state.ts'
import { nextCustomerDueAtMs } from './customers/rows.ts'
import { runSteps } from './customers/steps.ts'
import { drain } from './drain.ts'
import { insertEvent } from './inbox.ts'
import { insertReplays, insertSnapshots } from './inputs.ts'
import { commitPage, failJob, pauseJob, readJob, startJob, takeJob } from './jobs.ts'
import { dropLink, isForeign, StripeAccessDesk, sealCredential, settingsOf, storeLink } from './link.ts'
import { acceptLive, tell } from './live.ts'
import { holdsObject } from './objects.ts'
import { Projector } from './projector.ts'
import { isClearing, isRebuilding, rebuildStep, startRebuild } from './rebuild.ts'
import { retainDeliveries } from './retain-deliveries.ts'
import { nextRetentionAtMs, retain } from './retention.ts'
import type {
  AccountRpc,
  Backlog,
  IncomingEvent,
  Ingested,
  JobAnswer,
  JobRequest,
  Link,
  PageAnswer,
  PageCommit,
  ReplayAnswer,
  ReplayRequest,
  Snapshot,
  StripeAccess,
} from './rpc.ts'
import { readStoredRules, rulesOf, writeStoredRules } from './rules.ts'
import { nextDueAtMs } from './schedule.ts'
import { sendOutbox } from './send-outbox.ts'
import { readLink } from './stored-link.ts'
import { sweepStep } from './sweep.ts'

/** A burst gathers, so that one D1 transaction carries many events. */
const GATHER_MS = 100
/** While events keep coming in, taking them goes before working them off. */
const BUSY_PAUSE_MS = 250
const BACKOFF_MS = [1_000, 2_000, 5_000, 15_000, 60_000]

/**
 * One per account and mode; its SQLite is the truth. Wiring only: RPC methods store and arm the alarm, and the alarm,
 * whose runs never overlap, is the serial section that decides, projects and sends.
 */
export class AccountObject extends AutomationObject implements AccountRpc {
  readonly #desk: StripeAccessDesk
  #failures = 0
  readonly #projector: Projector
  /** Events since the last turn of the alarm began. */
  #ingested = 0
  #gatherMs = GATHER_MS

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#desk = new StripeAccessDesk(ctx.storage.sql)
    this.#projector = new Projector(ctx)
  }

  /** No await: insert and alarm commit together, and the answer leaves only once both are durable. */
  async ingest(tenant: Tenant, event: IncomingEvent, stripeAccount: string | null = null): Promise<Ingested> {
    this.claim(tenant)
    if (isForeign(this.ctx.storage.sql, stripeAccount)) return { duplicate: false, foreign: true }
    this.#ingested += 1
    const inserted = insertEvent(this.ctx.storage.sql, event, this.clock.nowMs())
    this.wakeIn(this.#gatherMs)
    return { duplicate: !inserted, foreign: false }
  }

  async ingestSnapshots(tenant: Tenant, epoch: number, snapshots: Snapshot[]): Promise<{ accepted: number }> {
    return this.serve(tenant, GATHER_MS, (sql) => {
      if (epoch !== readLink(sql).epoch) return { accepted: 0 }
      insertSnapshots(sql, this.#inTenantTime(snapshots), this.clock.nowMs())
      return { accepted: snapshots.length }
    })
  }

  async replay(tenant: Tenant, request: ReplayRequest): Promise<ReplayAnswer> {
    return this.serve(tenant, 0, (sql) => insertReplays(sql, request, this.clock.nowMs()))
  }

  async poke(tenant: Tenant): Promise<Backlog> {
    this.claim(tenant)
    this.onBench(tenant, null, queueLost)
    const backlog = backlogOf(this.ctx.storage.sql, this.clock.nowMs())
    this.#rearm()
    return backlog
  }

  async reproject(tenant: Tenant): Promise<void> {
    this.serve(tenant, 0, (sql) => startRebuild(sql))
  }

  async advanceClock(tenant: Tenant, seconds: number): Promise<{ nowMs: number }> {
    if (configOf(this.env).environment !== 'development') throw new Error('The clock only moves in development.')
    const answer = this.serve(tenant, 0, (sql) => {
      const nowMs = this.clock.advance(seconds)
      writeStoredRules(sql, readStoredRules(sql))
      return { nowMs }
    })
    await this.projected()
    return answer
  }

  /** Sealing comes first: what follows it has no await, so link, jobs and data change together. */
  async link(tenant: Tenant, link: Link): Promise<void> {
    this.claim(tenant)
    const sealed = await sealCredential(configOf(this.env), tenant, link.credential)
    this.serve(tenant, 0, (sql) => storeLink(sql, link, sealed, this.clock.nowMs()))
  }

  async unlink(tenant: Tenant, epoch: number): Promise<void> {
    this.serve(tenant, 0, (sql) => dropLink(sql, epoch, this.clock.nowMs()))
  }

  async stripeAccess(tenant: Tenant, refusedKey?: string): Promise<StripeAccess | null> {
    this.claim(tenant)
    const access = await this.#desk.access(configOf(this.env), tenant, refusedKey ?? null)
    if (!access) this.wakeIn(0)
    return access
  }

  async holds(tenant: Tenant, objectType: ObjectType, objectId: string): Promise<boolean> {
    return this.serve(tenant, null, (sql) => holdsObject(sql, { objectType, objectId }))
  }

  async startJob(tenant: Tenant, request: JobRequest): Promise<JobAnswer> {
    return this.serve(tenant, 0, (sql) => startJob(sql, request, this.clock.nowMs()))
  }

  async jobWork(tenant: Tenant, jobId: string): Promise<JobWork | null> {
    return this.serve(tenant, null, (sql) => readJob(sql, jobId))
  }

  async takeJob(tenant: Tenant, jobId: string, driver: number): Promise<JobWork | null> {
    return this.serve(tenant, null, (sql) => takeJob(sql, jobId, driver, this.clock.nowMs()))
  }

  async commitPage(tenant: Tenant, page: PageCommit): Promise<PageAnswer> {
    const ours = { ...page, objects: this.#inTenantTime(page.objects) }
    return this.serve(tenant, GATHER_MS, (sql) => ({
      work: commitPage(sql, ours, this.clock.nowMs()),
      waiting: waitingPages(sql),
    }))
  }

  async sweepJob(tenant: Tenant, jobId: string): Promise<JobWork | null> {
    return this.serve(tenant, GATHER_MS, (sql) => sweepStep(sql, jobId, this.clock.nowMs()))
  }

  async pauseJob(tenant: Tenant, jobId: string): Promise<void> {
    this.serve(tenant, GATHER_MS, (sql) => pauseJob(sql, jobId, this.clock.nowMs()))
  }

  async failJob(tenant: Tenant, jobId: string, error: string): Promise<void> {
    this.serve(tenant, 0, (sql) => failJob(sql, jobId, error, this.clock.nowMs()))
  }

  async announceConnection(tenant: Tenant): Promise<void> {
    this.serve(tenant, null, () => tell(this.ctx, [{ type: 'connection' }]))
  }

  /** Only the live WebSocket comes this way. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') return new Response(null, { status: 426 })
    return acceptLive(this.ctx)
  }

  override async alarm(): Promise<void> {
    this.alarmClock.rang()
    this.#ingested = 0
    const tenant = this.knownTenant()
    if (!tenant) return
    const wake = this.takeWaiters()
    try {
      await this.#work(tenant)
      this.#failures = 0
      this.#rearm()
    } catch (error) {
      const delayMs = BACKOFF_MS[Math.min(this.#failures, BACKOFF_MS.length - 1)] ?? 0
      this.#failures += 1
      logFlushFailure(tenant, error, { delayMs, failures: this.#failures })
      this.alarmClock.backOff(Date.now() + delayMs)
    } finally {
      wake()
    }
  }

  async #work(tenant: Tenant): Promise<void> {
    const { sql } = this.ctx.storage
    const config = configOf(this.env)
    const rules = rulesOf(sql, config, tenant)
    runSteps(this.ctx.storage, this.#by(rules, tenant), noticeRules)
    const turn = {
      settings: settingsOf(sql, config, tenant),
      rules,
      nowMs: this.clock.nowMs(),
      onParked: (key: string) => logParked(tenant, key),
    }
    // New inputs wait while customers are made of what was held before them: both would count the same payments.
    if (readRecompute(sql)?.phase !== 'objects') drain(this.ctx.storage, turn)
    if (!isClearing(sql)) await this.#projector.flush(this.env.DB, tenant)
    // Only now: what the step before changed stands in D1. The rules may be others by now.
    if (!isClearing(sql)) runSteps(this.ctx.storage, this.#by(rulesOf(sql, config, tenant), tenant), recomputeStep)
    const { SYNC_QUEUE: sync, MAIL_QUEUE: mail, WEBHOOK_QUEUE: webhooks } = this.env
    await sendOutbox(sql, { sync, mail, webhooks }, tenant)
    if (isRebuilding(sql)) await rebuildStep(sql, this.env.DB, tenant)
    await retain(sql, this.env.DB, tenant, this.clock.nowMs())
    await retainDeliveries(sql, this.env.DB, tenant, this.clock.nowMs())
  }

  #by(rules: Rules, tenant: Tenant) {
    return { rules, nowMs: this.clock.nowMs(), onFailed: (what: string) => logParked(tenant, what) }
  }

  /** Stripe's sandbox is moved along with the tenant's clock, so what it showed reflects the tenant's time. */
  #inTenantTime(snapshots: Snapshot[]): Snapshot[] {
    return snapshots.map((snapshot) => ({ ...snapshot, asOf: this.clock.tenantSeconds(snapshot.asOf) }))
  }

  /** The alarm stays armed exactly while something is left to do, now or later. */
  #rearm(): void {
    const { sql } = this.ctx.storage
    const busy = this.#ingested > 0
    this.#gatherMs = busy ? BUSY_PAUSE_MS : GATHER_MS
    if (backlogOf(sql, this.clock.nowMs()).pending > 0 || hasUnflushed(sql) || isRebuilding(sql)) {
      this.alarmClock.overwrite(Date.now() + (busy ? BUSY_PAUSE_MS : 0))
      return
    }
    const next = [nextDueAtMs(sql), nextRetentionAtMs(sql), nextCustomerDueAtMs(sql), nextDeliveryDueAtMs(sql)].filter(
      (time) => time !== null,
    )
    if (next.length > 0) this.alarmClock.wakeAt(Math.max(this.clock.machineMs(Math.min(...next)), Date.now()))
  }
}
