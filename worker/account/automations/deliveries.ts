import type { Delivery, DeliveryStatus, MailMessage } from '../../domain/delivery/delivery.ts'
import { numberOfId } from '../../domain/numbered-id.ts'

export interface DeliveryRow {
  delivery: Delivery
  message: MailMessage | null
  rev: number
}

export function insertDelivery(sql: SqlStorage, delivery: Delivery): void {
  sql.exec(
    `INSERT INTO deliveries (number, status, due_at, lane, rev, body) VALUES (?1, ?2, ?3, ?4, 1, ?5)`,
    ...[delivery.number, delivery.status, delivery.nextAttemptAtMs, laneOf(delivery), JSON.stringify(delivery)],
  )
}

/** Naming an indexed column writes its index entries anew, so they are named only where they may differ. */
export function writeDelivery(sql: SqlStorage, delivery: Delivery, message?: MailMessage): void {
  const { number, status, nextAttemptAtMs } = delivery
  const body = JSON.stringify(delivery)
  const text = message ? JSON.stringify(message) : null
  const kept = sql
    .exec(
      `UPDATE deliveries SET rev = rev + 1, status = ?2, body = ?3, message = COALESCE(?4, message)
       WHERE number = ?1 AND due_at IS ?5 AND lane IS ?6 RETURNING rev`,
      ...[number, status, body, text, nextAttemptAtMs, laneOf(delivery)],
    )
    .toArray()
  if (kept.length > 0) return
  sql.exec(
    `UPDATE deliveries SET rev = rev + 1, status = ?2, body = ?3, message = COALESCE(?4, message), due_at = ?5, lane = ?6
     WHERE number = ?1`,
    ...[number, status, body, text, nextAttemptAtMs, laneOf(delivery)],
  )
}

export function readDelivery(sql: SqlStorage, number: number): DeliveryRow | null {
  const row = sql.exec('SELECT rev, body, message FROM deliveries WHERE number = ?1', number).toArray()[0]
  return row ? rowToDelivery(row) : null
}

/** By id, which names the number. */
export function readDeliveryById(sql: SqlStorage, id: string): DeliveryRow | null {
  const row = readDelivery(sql, numberOfId('dlv', id))
  return row?.delivery.id === id ? row : null
}

/** Whose next attempt is due. */
export function listDueDeliveries(sql: SqlStorage, nowMs: number, limit: number): DeliveryRow[] {
  return sql
    .exec('SELECT rev, body, message FROM deliveries WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2', nowMs, limit)
    .toArray()
    .map(rowToDelivery)
}

export function nextDeliveryDueAtMs(sql: SqlStorage): number | null {
  const next = sql.exec<{ due_at: number }>(
    'SELECT due_at FROM deliveries WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1',
  )
  return next.toArray()[0]?.due_at ?? null
}

/** The one that goes first in its lane: the others wait for it. */
export function firstInLane(sql: SqlStorage, lane: string): number | null {
  const first = sql.exec<{ number: number }>(
    'SELECT number FROM deliveries WHERE lane = ?1 ORDER BY number LIMIT 1',
    lane,
  )
  return first.toArray()[0]?.number ?? null
}

/** Another one of its lane is to be settled first. */
export function waitsForAnother(sql: SqlStorage, delivery: Delivery): boolean {
  const lane = laneOf(delivery)
  return lane !== null && firstInLane(sql, lane) !== delivery.number
}

/** What one endpoint did not get since a moment, oldest first; it reads all that is kept, which is asked for by hand. */
export function listMissed(sql: SqlStorage, endpoint: string, sinceMs: number, limit: number): Delivery[] {
  return sql
    .exec(
      `SELECT rev, body, NULL AS message FROM deliveries
       WHERE body ->> 'endpoint' = ?1 AND body ->> 'createdAtMs' >= ?2 AND body ->> 'body' IS NOT NULL
         AND (status = 'failed' OR (status = 'skipped' AND body ->> 'code' = 'endpoint_disabled'))
       ORDER BY number LIMIT ?3`,
      ...[endpoint, sinceMs, limit],
    )
    .toArray()
    .map((row) => rowToDelivery(row).delivery)
}

/** Whether the mails that ended last, as many as asked for, all failed; it looks at the newest deliveries only. */
export function isFailedInARow(sql: SqlStorage, count: number): boolean {
  const last = sql
    .exec<{ status: string }>(
      `SELECT status FROM (SELECT status, body FROM deliveries ORDER BY number DESC LIMIT 200)
       WHERE body ->> 'channel' = 'mail' AND status NOT IN ('queued', 'sending', 'skipped', 'canceled') LIMIT ?1`,
      count,
    )
    .toArray()
  return last.length === count && last.every(({ status }) => status === 'failed')
}

/** Under way after `after`, oldest first. */
export function listUnsettled(sql: SqlStorage, after: number, limit: number): DeliveryRow[] {
  return sql
    .exec(
      "SELECT rev, body, message FROM deliveries WHERE number > ?1 AND status IN ('queued', 'sending') ORDER BY number LIMIT ?2",
      ...[after, limit],
    )
    .toArray()
    .map(rowToDelivery)
}

/** Given to a queue by `beforeMs` and not settled, oldest first: none that waits for its moment or for another one. */
export function listGivenOut(sql: SqlStorage, after: number, beforeMs: number, limit: number): DeliveryRow[] {
  return sql
    .exec(
      `SELECT rev, body, message FROM deliveries
       WHERE number > ?1 AND status IN ('queued', 'sending') AND due_at IS NULL AND body ->> 'queuedAtMs' <= ?2
         AND (lane IS NULL OR number = (SELECT MIN(number) FROM deliveries AS others WHERE others.lane = deliveries.lane))
       ORDER BY number LIMIT ?3`,
      ...[after, beforeMs, limit],
    )
    .toArray()
    .map(rowToDelivery)
}

/** The newest row always stays, so that no number is given out twice. */
export function nextDeliveryNumber(sql: SqlStorage): number {
  return sql.exec<{ n: number }>('SELECT COALESCE(MAX(number), 0) + 1 AS n FROM deliveries').one().n
}

/** Webhooks about one customer to one endpoint leave one after the other, while they are under way; a test is about nobody. */
export function laneOf({ channel, endpoint, customerId, status }: Delivery): string | null {
  const isUnderWay: DeliveryStatus[] = ['queued', 'sending']
  return channel === 'webhook' && customerId !== null && isUnderWay.includes(status)
    ? `${endpoint} ${customerId}`
    : null
}

function rowToDelivery(row: Record<string, SqlStorageValue>): DeliveryRow {
  return {
    rev: row.rev as number,
    delivery: JSON.parse(row.body as string) as Delivery,
    message: row.message === null ? null : (JSON.parse(row.message as string) as MailMessage),
  }
}
