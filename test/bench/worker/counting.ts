import type { Counts } from '../counts.ts'

/** Counts what the object's SQLite bills: rows read and written, and one written row for each alarm that is set. */
export function countStorage(ctx: DurableObjectState, counts: Counts): DurableObjectState {
  const { storage } = ctx
  const { sql } = storage
  const exec = sql.exec.bind(sql)
  let open: { statement: string; cursor: SqlStorageCursor<Record<string, SqlStorageValue>> }[] = []
  const written = (table: string, rows: number): void => {
    counts.objectRowsWritten += rows
    add(counts.objectTables, table, rows)
  }
  const fold = (): void => {
    for (const { statement, cursor } of open) {
      counts.objectRowsRead += cursor.rowsRead
      if (cursor.rowsWritten > 0) written(tableOf(statement), cursor.rowsWritten)
    }
    open = []
  }
  sql.exec = ((statement: string, ...values: SqlStorageValue[]) => {
    fold()
    const startedAt = performance.now()
    const cursor = exec(statement, ...values)
    counts.sqlMs += performance.now() - startedAt
    open.push({ statement, cursor })
    return cursor
  }) as typeof sql.exec
  const setAlarm = storage.setAlarm.bind(storage)
  storage.setAlarm = (time) => {
    written('alarm', 1)
    return setAlarm(time)
  }
  return ctx
}

/** Counts D1 transactions and the rows they write. */
export function countD1(db: D1Database, counts: Counts): D1Database {
  const tables = new WeakMap<D1PreparedStatement, string>()
  const prepare = (query: string): D1PreparedStatement => {
    const statement = db.prepare(query)
    const bind = statement.bind.bind(statement)
    statement.bind = (...values) => {
      const bound = bind(...values)
      tables.set(bound, tableOf(query))
      return bound
    }
    return statement
  }
  const batch = async (statements: D1PreparedStatement[]): Promise<D1Result[]> => {
    const results = await db.batch(statements)
    counts.d1Transactions += 1
    for (const [at, { meta }] of results.entries()) {
      const statement = statements[at]
      counts.d1RowsWritten += meta.rows_written
      if (statement) add(counts.d1Tables, tables.get(statement) ?? 'other', meta.rows_written)
    }
    return results
  }
  return new Proxy(db, {
    get(target, key) {
      if (key === 'prepare') return prepare
      return key === 'batch' ? batch : Reflect.get(target, key).bind(target)
    },
  })
}

function add(tables: Record<string, number>, table: string, rows: number): void {
  tables[table] = (tables[table] ?? 0) + rows
}

/** The table that a statement writes. */
function tableOf(statement: string): string {
  return /\b(?:INTO|UPDATE|DELETE FROM|TABLE)\s+(\w+)/.exec(statement)?.[1] ?? 'other'
}
