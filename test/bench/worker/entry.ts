import { DurableObject } from 'cloudflare:workers'
import { AccountObject as Product } from '../../../worker/account/account-object.ts'
import type { IncomingEvent, Ingested, PageAnswer, PageCommit } from '../../../worker/account/rpc.ts'
import type { Bindings } from '../../../worker/config.ts'
import type { TakenDelivery } from '../../../worker/domain/delivery/taken.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import product, { ImportWorkflow } from '../../../worker/index.ts'
import { type Counts, noCounts, type Progress } from '../counts.ts'
import { countD1, countStorage } from './counting.ts'

export { ImportWorkflow }

/** The product's object; where `COUNTING` says so its meters are read, which costs time of its own. */
export class AccountObject extends Product {
  readonly #counts: Counts
  #largestPage = 0
  #mostWaiting = 0

  constructor(ctx: DurableObjectState, env: Bindings) {
    const counts = noCounts()
    if ((env as BenchEnv).COUNTING === 'yes') super(countStorage(ctx, counts), { ...env, DB: countD1(env.DB, counts) })
    else super(ctx, env)
    this.#counts = counts
  }

  override ingest(tenant: Tenant, event: IncomingEvent, stripeAccount: string | null = null): Promise<Ingested> {
    this.#counts.objectRequests += 1
    return super.ingest(tenant, event, stripeAccount)
  }

  override async commitPage(tenant: Tenant, page: PageCommit): Promise<PageAnswer> {
    this.#largestPage = Math.max(this.#largestPage, JSON.stringify(page.objects).length)
    const answer = await super.commitPage(tenant, page)
    const [row] = this.ctx.storage.sql
      .exec<{ chars: number }>(
        `SELECT COALESCE(SUM(LENGTH(payload)), 0) AS chars FROM inbox
         WHERE seq > (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'drained_seq')`,
      )
      .toArray()
    this.#mostWaiting = Math.max(this.#mostWaiting, row?.chars ?? 0)
    return answer
  }

  override takeDeliveries(...given: Parameters<Product['takeDeliveries']>): Promise<TakenDelivery[]> {
    this.#counts.objectRequests += 1
    return super.takeDeliveries(...given)
  }

  override reportDeliveries(...given: Parameters<Product['reportDeliveries']>): Promise<void> {
    this.#counts.objectRequests += 1
    return super.reportDeliveries(...given)
  }

  override alarm(): Promise<void> {
    this.#counts.objectRequests += 1
    return super.alarm()
  }

  progress(): Progress {
    const { sql } = this.ctx.storage
    const counts = { ...this.#counts }
    const projected = sql.exec("SELECT value FROM meta WHERE key = 'projected_seq'").toArray()[0]?.value ?? 0
    const received = sql.exec('SELECT COALESCE(MAX(seq), 0) AS seq FROM inbox').one().seq
    return {
      ...counts,
      received: Number(received),
      projected: Number(projected),
      largestPage: this.#largestPage,
      mostWaiting: this.#mostWaiting,
    }
  }
}

/** The floor: insert one row, answer. */
export class FloorObject extends DurableObject {
  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS floor (id INTEGER PRIMARY KEY, body TEXT NOT NULL)')
  }

  insert(body: string): void {
    this.ctx.storage.sql.exec('INSERT INTO floor (body) VALUES (?1)', body)
  }
}

type BenchEnv = Bindings & { FLOOR: DurableObjectNamespace<FloorObject>; COUNTING: string }

export default {
  ...product,
  async fetch(request, env, ctx) {
    const url = new URL(request.url)
    if (url.pathname === '/floor') {
      await env.FLOOR.getByName('floor').insert(await request.text())
      return Response.json({ received: true })
    }
    if (url.pathname === '/progress') {
      const stub = env.ACCOUNT.getByName(url.searchParams.get('tenant') ?? '') as unknown as {
        progress(): Promise<Progress>
      }
      return Response.json(await stub.progress())
    }
    return product.fetch(request, env, ctx)
  },
} satisfies ExportedHandler<BenchEnv>
