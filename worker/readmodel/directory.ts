import { type AccountId, type Mode, type Tenant, tenantName } from '../domain/ids.ts'

/** What routing an event needs to know of a connection. */
export interface Route {
  connectionId: string
  tenant: Tenant
  /** Its events are turned away. A key that Stripe refuses ends reading, not receiving. */
  disconnected: boolean
  stripeAccountId: string | null
  /** Grows with every connect and disconnect. */
  epoch: number
  kind: string | null
  /** Another link is being made; secrets change any moment. */
  connecting: boolean
}

interface ConnectionRow {
  id: string
  account_id: string
  mode: string
  status: string
  receives: number
  stripe_account_id: string | null
  epoch: number
  kind: string | null
}

export function rowToRoute(row: ConnectionRow): Route {
  return {
    connectionId: row.id,
    tenant: { accountId: row.account_id as AccountId, mode: row.mode as Mode },
    disconnected: row.status === 'disconnected' && row.receives === 0,
    stripeAccountId: row.stripe_account_id,
    epoch: row.epoch,
    kind: row.kind,
    connecting: row.status === 'connecting',
  }
}

const COLUMNS = 'SELECT id, account_id, mode, status, receives, stripe_account_id, epoch, kind FROM connections'

/**
 * Finds the connection an event is for. Routes change a few times in an account's life and are asked for with every
 * event, so an isolate remembers them for a short while – but never that there is none: an event that is turned away does
 * not come again. A database that cannot be read throws, and Stripe repeats the event.
 */
export class Directory {
  readonly #known = new Map<string, { route: Route; untilMs: number }>()
  readonly #db: D1Database

  constructor(db: D1Database) {
    this.#db = db
  }

  byEndpoint(endpointId: string, nowMs: number): Promise<Route | null> {
    return this.#find(`endpoint ${endpointId}`, nowMs, `${COLUMNS} WHERE id = ?1`, [endpointId])
  }

  byTenant(tenant: Tenant, nowMs: number): Promise<Route | null> {
    const sql = `${COLUMNS} WHERE account_id = ?1 AND mode = ?2`
    return this.#find(tenantName(tenant), nowMs, sql, [tenant.accountId, tenant.mode])
  }

  /** A linked connection is preferred to one that was disconnected. */
  byStripeAccount(stripeAccountId: string, mode: Mode, nowMs: number): Promise<Route | null> {
    const sql = `${COLUMNS} WHERE stripe_account_id = ?1 AND mode = ?2 ORDER BY status = 'disconnected', updated_at DESC LIMIT 1`
    return this.#find(`${stripeAccountId} ${mode}`, nowMs, sql, [stripeAccountId, mode])
  }

  async #find(key: string, nowMs: number, sql: string, values: string[]): Promise<Route | null> {
    const known = this.#known.get(key)
    if (known && known.untilMs > nowMs) return known.route
    const row = await this.#db
      .prepare(sql)
      .bind(...values)
      .first<ConnectionRow>()
    const route = row ? rowToRoute(row) : null
    if (!route || route.disconnected) return route
    if (this.#known.size >= MAX_ROUTES) this.#known.clear()
    this.#known.set(key, { route, untilMs: nowMs + KNOWN_MS })
    return route
  }
}

const MAX_ROUTES = 1_000
const KNOWN_MS = 10_000
