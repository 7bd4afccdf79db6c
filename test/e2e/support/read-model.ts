import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StartedBillhook } from './billhook.ts'

/** Rows of the local D1 database of a running deployment, read beside it. */
export function readModelRows({ stateDir }: StartedBillhook, sql: string): Record<string, unknown>[] {
  const [file] = databasesIn(join(stateDir, 'v3/d1/miniflare-D1DatabaseObject'))
  if (!file) throw new Error(`There is no database in ${stateDir}.`)
  return query(file, sql)
}

/** Rows of the object of one account and mode, read beside it. */
export function accountObjectRows(
  { stateDir }: StartedBillhook,
  tenant: string,
  sql: string,
): Record<string, unknown>[] {
  const own = databasesIn(join(stateDir, 'v3/do/billhook-AccountObject')).find((file) =>
    query(file, "SELECT value FROM meta WHERE key = 'tenant'").some(({ value }) => String(value) === tenant),
  )
  if (!own) throw new Error(`There is no object of ${tenant} in ${stateDir}.`)
  return query(own, sql)
}

function databasesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
  return names.map((name) => join(folder, name))
}

function query(file: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}
