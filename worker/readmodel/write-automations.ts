import type { Run } from '../domain/automation/run.ts'
import type { Delivery, MailMessage } from '../domain/delivery/delivery.ts'
import type { Tenant } from '../domain/ids.ts'
import { rowStatements } from './json-chunks.ts'

export interface RunProjection {
  run: Run
  rev: number
}

export interface DeliveryProjection {
  delivery: Delivery
  message: MailMessage | null
  rev: number
}

export interface DocumentProjection {
  kind: string
  id: string
  number: number
  rev: number
  gone: boolean
  body: object
}

export function upsertRuns(db: D1Database, tenant: Tenant, rows: readonly RunProjection[]): D1PreparedStatement[] {
  const sql = `
    INSERT INTO runs (account_id, mode, number, id, rev, automation_id, customer_id, status, body)
    SELECT ?1, ?2, value ->> 'number', value ->> 'id', value ->> 'rev', value ->> 'automation', value ->> 'customer',
      value ->> 'status', value ->> 'body'
    FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode, number) DO UPDATE SET rev = excluded.rev, customer_id = excluded.customer_id,
      status = excluded.status, body = excluded.body
    WHERE excluded.rev > runs.rev`
  return rowStatements(
    db,
    tenant,
    sql,
    rows.map(({ run, rev }) => ({
      ...{ number: run.number, id: run.id, rev, automation: run.automation.id, customer: run.customerId },
      ...{ status: run.status, body: run },
    })),
  )
}

/** A status that stands in an index is named only where it changes into or out of it: SQLite writes it anew otherwise. */
export function upsertDeliveries(
  db: D1Database,
  tenant: Tenant,
  rows: readonly DeliveryProjection[],
): D1PreparedStatement[] {
  const sql = `
    INSERT INTO deliveries (account_id, mode, number, id, rev, channel, status, recipient, customer_id, automation_id,
      transport, body, message)
    SELECT ?1, ?2, value ->> 'number', value ->> 'id', value ->> 'rev', value ->> 'channel', value ->> 'status',
      value ->> 'to', value ->> 'customer', value ->> 'automation', value ->> 'transport', value ->> 'body',
      value ->> 'message'
    FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode, number) DO UPDATE SET rev = excluded.rev, status = excluded.status,
      recipient = excluded.recipient, customer_id = excluded.customer_id, transport = excluded.transport,
      body = excluded.body, message = excluded.message
    WHERE excluded.rev > deliveries.rev`
  return rowStatements(
    db,
    tenant,
    sql,
    rows.map(({ delivery, message, rev }) => ({
      ...{ number: delivery.number, id: delivery.id, rev, channel: delivery.channel, status: delivery.status },
      ...{ to: delivery.to, customer: delivery.customerId, automation: delivery.run?.automation ?? null },
      ...{ transport: delivery.transport, body: delivery, message },
    })),
  )
}

export function upsertDocuments(
  db: D1Database,
  tenant: Tenant,
  rows: readonly DocumentProjection[],
): D1PreparedStatement[] {
  const sql = `
    INSERT INTO documents (account_id, mode, kind, id, number, rev, gone, body)
    SELECT ?1, ?2, value ->> 'kind', value ->> 'id', value ->> 'number', value ->> 'rev', value ->> 'gone', value ->> 'body'
    FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode, kind, id) DO UPDATE SET rev = excluded.rev, gone = excluded.gone, body = excluded.body
    WHERE excluded.rev > documents.rev`
  return rowStatements(
    db,
    tenant,
    sql,
    rows.map((row) => ({ ...row, gone: Number(row.gone) })),
  )
}

/** Those that are over, up to a number. */
export function deleteDeliveries(db: D1Database, tenant: Tenant, upTo: number): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM deliveries
       WHERE account_id = ?1 AND mode = ?2 AND number <= ?3 AND status NOT IN ('queued', 'sending')`,
    )
    .bind(tenant.accountId, tenant.mode, upTo)
}

export function deleteRuns(db: D1Database, tenant: Tenant, numbers: readonly number[]): D1PreparedStatement {
  return db
    .prepare('DELETE FROM runs WHERE account_id = ?1 AND mode = ?2 AND number IN (SELECT value FROM json_each(?3))')
    .bind(tenant.accountId, tenant.mode, JSON.stringify(numbers))
}
