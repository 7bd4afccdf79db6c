import type { Tenant } from '../domain/ids.ts'
import { describeError, logParked } from '../log.ts'
import { isRefusal } from '../readmodel/failures.ts'
import { announce } from './live.ts'
import { collectFlush, commitFlush, EVENTS_PER_BATCH, passOver, project } from './projection.ts'
import { Refusals } from './refusals.ts'

/** Brings what was decided to the read model and to open dashboards; the only writer of the read model. */
export class Projector {
  readonly #refusals = new Refusals()
  readonly #ctx: DurableObjectState

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
  }

  /** D1, then the cursor: a crash in between repeats the batch, which changes nothing. */
  async flush(db: D1Database, tenant: Tenant): Promise<void> {
    const { sql } = this.#ctx.storage
    const flush = collectFlush(sql, this.#refusals.limit(EVENTS_PER_BATCH))
    if (!flush) return
    try {
      await project(db, tenant, flush)
    } catch (error) {
      if (!isRefusal(error) || !this.#refusals.refused(EVENTS_PER_BATCH)) throw error
      for (const key of passOver(sql, flush, describeError(error))) logParked(tenant, key)
      return
    }
    this.#refusals.taken()
    commitFlush(sql, flush)
    announce(this.#ctx, flush)
  }
}
