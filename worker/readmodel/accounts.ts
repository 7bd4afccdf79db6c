import type { AccountId } from '../domain/ids.ts'

export interface Account {
  id: AccountId
  name: string
}

export function rowToAccount(row: { id: string; name: string }): Account {
  return { id: row.id as AccountId, name: row.name }
}

export async function readAccount(db: D1Database, id: AccountId): Promise<Account | null> {
  const row = await db
    .prepare('SELECT id, name FROM accounts WHERE id = ?1')
    .bind(id)
    .first<{ id: string; name: string }>()
  return row && rowToAccount(row)
}
