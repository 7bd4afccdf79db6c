/** What the bench counts inside a tenant's object. */
export interface Counts {
  objectRequests: number
  objectRowsWritten: number
  objectRowsRead: number
  sqlMs: number
  d1Transactions: number
  d1RowsWritten: number
}

export const ZERO: Counts = {
  objectRequests: 0,
  objectRowsWritten: 0,
  objectRowsRead: 0,
  sqlMs: 0,
  d1Transactions: 0,
  d1RowsWritten: 0,
}

/** Counts what the object's SQLite bills: rows read and written, and one written row for each alarm that is set. */
export function countStorage(ctx: DurableObjectState, counts: Counts): DurableObjectState {
  const { storage } = ctx
  const { sql } = storage
  const exec = sql.exec.bind(sql)
  let open: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
  const fold = (): void => {
    for (const cursor of open) {
      counts.objectRowsWritten += cursor.rowsWritten
      counts.objectRowsRead += cursor.rowsRead
    }
    open = []
  }
  sql.exec = ((statement: string, ...values: SqlStorageValue[]) => {
    fold()
    const startedAt = performance.now()
    const cursor = exec(statement, ...values)
    counts.sqlMs += performance.now() - startedAt
    open.push(cursor)
    return cursor
  }) as typeof sql.exec
  const setAlarm = storage.setAlarm.bind(storage)
  storage.setAlarm = (time) => {
    counts.objectRowsWritten += 1
    return setAlarm(time)
  }
  return ctx
}

/** Counts D1 transactions and the rows they write. */
export function countD1(db: D1Database, counts: Counts): D1Database {
  return new Proxy(db, {
    get(target, key) {
      if (key !== 'batch') return Reflect.get(target, key).bind(target)
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements)
        counts.d1Transactions += 1
        for (const result of results) counts.d1RowsWritten += result.meta.rows_written
        return results
      }
    },
  })
}
