import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StartedBillhook } from './billhook.ts'

/** Rows of the local D1 database of a running deployment, read beside it. */
export function readModelRows({ stateDir }: StartedBillhook, sql: string): Record<string, unknown>[] {
  const folder = join(stateDir, 'v3/d1/miniflare-D1DatabaseObject')
  const file = readdirSync(folder).find((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
  if (!file) throw new Error(`There is no database in ${folder}.`)
  const database = new DatabaseSync(join(folder, file), { readOnly: true, timeout: 5_000 })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}
