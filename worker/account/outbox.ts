import type { ObjectType } from '../domain/stripe-object.ts'

/** Work for a queue, kept beside the decision that asked for it until the queue has it. */
export type OutboxMessage = { task: 'refetch'; objectType: ObjectType; objectId: string }

export function insertMessage(sql: SqlStorage, message: OutboxMessage): void {
  sql.exec('INSERT INTO outbox (body) VALUES (?1)', JSON.stringify(message))
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
