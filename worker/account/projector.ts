import type { Tenant } from '../domain/ids.ts'
import { logParked } from '../log.ts'
import { isRefusal } from '../readmodel/failures.ts'
import { announce } from './live.ts'
import { collectFlush, commitFlush, EVENTS_PER_BATCH, project, type Rows, rowsOf } from './projection.ts'
import { countRows, Refusals, type Refused, writeAllBut } from './refusals.ts'
import { setAside, spreadPending } from './set-aside.ts'

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
    const rows = rowsOf(flush)
    const refused = await this.#write(db, tenant, rows)
    commitFlush(sql, flush)
    for (const name of setAside(sql, flush, refused)) logParked(tenant, name)
    announce(this.#ctx, flush)
    if (refused.length > 0 && refused.length === countRows(rows))
      throw new Error(`The read model took none of ${refused.length} rows.`)
  }

  /** Answers what D1 does not take; throws where that cannot be told yet, and then all of it waits. */
  async #write(db: D1Database, tenant: Tenant, rows: Rows): Promise<Refused[]> {
    const write = (part: Rows): Promise<void> => project(db, tenant, part)
    try {
      await write(rows)
      this.#refusals.taken()
      return []
    } catch (error) {
      if (!isRefusal(error) || !this.#refusals.refused()) throw error
    }
    try {
      const refused = await writeAllBut(rows, write)
      this.#refusals.taken()
      return refused
    } catch (error) {
      this.#refusals.searchFailed()
      spreadPending(this.#ctx.storage.sql)
      throw error
    }
  }
}
