import { DurableObject } from 'cloudflare:workers'
import type { Bindings } from '../config.ts'
import { parseTenantName, type Tenant, tenantName } from '../domain/ids.ts'
import { AlarmClock } from './alarm-clock.ts'
import { TenantClock } from './clock.ts'
import { readMeta, writeMeta } from './meta.ts'
import { migrate } from './migrations.ts'

/** How long a command waits for the read model; what takes longer follows. */
const PROJECTED_WITHIN_MS = 3_000

/** What every part of a tenant's object stands on: its tables, its clock, its alarm, and whose it is. */
export abstract class TenantObject extends DurableObject<Bindings> {
  protected readonly alarmClock: AlarmClock
  protected readonly clock: TenantClock
  #tenant: Tenant | null = null
  #waiters: (() => void)[] = []

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    migrate(ctx.storage)
    this.alarmClock = new AlarmClock(ctx.storage)
    this.clock = new TenantClock(ctx.storage.sql)
  }

  /** For calls without an await: what `run` writes commits together with the alarm, or not at all. */
  protected serve<T>(tenant: Tenant, wakeInMs: number | null, run: (sql: SqlStorage) => T): T {
    this.claim(tenant)
    const answer = this.ctx.storage.transactionSync(() => run(this.ctx.storage.sql))
    if (wakeInMs !== null) this.wakeIn(wakeInMs)
    return answer
  }

  protected wakeIn(delayMs: number): void {
    this.alarmClock.wakeAt(Date.now() + delayMs)
  }

  /** Settles once a turn that began after this call has brought what was written to D1, or has failed to. */
  protected async projected(): Promise<void> {
    this.wakeIn(0)
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PROJECTED_WITHIN_MS)
      this.#waiters.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  /** Those who wait for the turn that begins now. */
  protected takeWaiters(): () => void {
    const waiters = this.#waiters
    this.#waiters = []
    return () => {
      for (const wake of waiters) wake()
    }
  }

  /** An object answers for the tenant it was named after and for no other. */
  protected claim(tenant: Tenant): void {
    const known = this.knownTenant()
    if (known && tenantName(known) !== tenantName(tenant)) throw new Error('This object belongs to another tenant.')
    if (known) return
    writeMeta(this.ctx.storage.sql, 'tenant', tenantName(tenant))
    this.#tenant = tenant
  }

  /** The name is not always known inside an alarm, so the first call writes it down. */
  protected knownTenant(): Tenant | null {
    this.#tenant ??= parseTenantName(readMeta(this.ctx.storage.sql, 'tenant') ?? '')
    return this.#tenant
  }
}
