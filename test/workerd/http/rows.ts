import { env } from 'cloudflare:workers'

export interface EventSeed {
  account?: string
  mode?: 'test' | 'live'
  seq: number
  id?: string
  type?: string
  created?: number
  receivedAt?: number
  outcome?: string
  apiVersion?: string | null
  stripeObjectId?: string | null
  stripeCustomerId?: string | null
  notes?: string[]
  changes?: unknown[]
  payload?: string | null
}

const T0_SECONDS = 1_790_000_000

/** Writes read-model rows as the account object would. */
export async function insertEvents(seeds: EventSeed[]): Promise<void> {
  const statement = env.DB.prepare(
    `INSERT INTO events (account_id, mode, seq, id, type, created, received_at, processed_at, api_version, source,
       outcome, stripe_object_id, stripe_customer_id, notes, changes, payload)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, 'webhook', ?9, ?10, ?11, ?12, ?13, ?14)`,
  )
  await env.DB.batch(
    seeds.map((seed) => {
      const id = seed.id ?? `evt_${seed.seq}`
      const payload = seed.payload === undefined ? JSON.stringify({ id, object: 'event' }) : seed.payload
      return statement.bind(
        seed.account ?? 'acc_default',
        seed.mode ?? 'test',
        seed.seq,
        id,
        seed.type ?? 'invoice.paid',
        seed.created ?? T0_SECONDS + seed.seq,
        seed.receivedAt ?? (T0_SECONDS + seed.seq) * 1000 + 345,
        seed.apiVersion === undefined ? '2026-10-28.endive' : seed.apiVersion,
        seed.outcome ?? 'processed',
        seed.stripeObjectId ?? null,
        seed.stripeCustomerId ?? null,
        JSON.stringify(seed.notes ?? []),
        JSON.stringify(seed.changes ?? []),
        payload,
      )
    }),
  )
}

export async function insertProduct(seed: {
  id: string
  account?: string
  mode?: string
  created: number | null
  deleted?: boolean
}): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO products (account_id, mode, id, version, event_id, deleted, name, description, active, default_price, created)
     VALUES (?5, ?1, ?2, 1790000000, 'evt_p', ?3, 'Gold', null, 1, 'price_1', ?4)`,
  )
    .bind(seed.mode ?? 'test', seed.id, Number(seed.deleted ?? false), seed.created, seed.account ?? 'acc_default')
    .run()
}

export async function insertPrice(seed: {
  id: string
  product: string
  created: number
  interval?: string
}): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO prices (account_id, mode, id, version, event_id, product, active, currency, unit_amount,
       unit_amount_decimal, price_type, billing_scheme, recurring_interval, recurring_interval_count, usage_type, created)
     VALUES ('acc_default', 'test', ?1, 1790000000, null, ?2, 1, 'eur', 1900, '1900', ?3, 'per_unit', ?4, ?5, ?6, ?7)`,
  )
    .bind(
      seed.id,
      seed.product,
      seed.interval ? 'recurring' : 'one_time',
      seed.interval ?? null,
      seed.interval ? 1 : null,
      seed.interval ? 'licensed' : null,
      seed.created,
    )
    .run()
}
