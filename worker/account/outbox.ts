import type { Ask } from '../domain/decide.ts'

/** Work for a queue, kept beside the decision that asked for it until the queue has it. */
export type OutboxMessage =
  | Ask
  /** Stripe no longer takes the tenant's credential. */
  | { task: 'key_refused'; epoch: number; code: string | null }
  /** Deliveries whose turn it is; each becomes a message of its own. */
  | { task: 'deliver'; numbers: number[] }

/** The same question is asked once while it waits. */
export function insertMessage(sql: SqlStorage, message: OutboxMessage): void {
  sql.exec('INSERT INTO outbox (body) VALUES (?1) ON CONFLICT (body) DO NOTHING', JSON.stringify(message))
}

/** Queues take at most 100 messages a call. */
export function listMessages(sql: SqlStorage, limit = 100): { id: number; message: OutboxMessage }[] {
  return sql
    .exec<{ id: number; body: string }>('SELECT id, body FROM outbox ORDER BY id LIMIT ?1', limit)
    .toArray()
    .map(({ id, body }) => ({ id, message: JSON.parse(body) as OutboxMessage }))
}

export function deleteMessages(sql: SqlStorage, upToId: number): void {
  sql.exec('DELETE FROM outbox WHERE id <= ?1', upToId)
}

/** An answer of the very second of an event yields to it, so Stripe is asked a little later. */
const ASK_AFTER_SECONDS = 2
/** What is missing mostly comes by itself: events of one change arrive in any order. */
const MISSING_AFTER_SECONDS = 30

export function delaySecondsOf(message: OutboxMessage): number {
  if (message.task !== 'refetch') return 0
  return message.ifUnknown ? MISSING_AFTER_SECONDS : ASK_AFTER_SECONDS
}
