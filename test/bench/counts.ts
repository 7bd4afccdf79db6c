/** What the bench counts inside a tenant's object. */
export interface Counts {
  objectRequests: number
  objectRowsWritten: number
  objectRowsRead: number
  sqlMs: number
  d1Transactions: number
  d1RowsWritten: number
  /** Rows written by table, index entries among them; alarms stand under `alarm`. */
  objectTables: Record<string, number>
  d1Tables: Record<string, number>
}

/** What the bench asks a tenant's object. */
export interface Progress extends Counts {
  received: number
  projected: number
  /** Characters of the largest page that an import handed over, and of all pages that waited at once. */
  largestPage: number
  mostWaiting: number
}

export function noCounts(): Counts {
  return {
    ...{ objectRequests: 0, objectRowsWritten: 0, objectRowsRead: 0, sqlMs: 0, d1Transactions: 0, d1RowsWritten: 0 },
    ...{ objectTables: {}, d1Tables: {} },
  }
}

/** What was spent between two looks, on each of `count`. */
export function spentPer(before: Counts, after: Counts, count: number): Counts {
  const per = (key: Exclude<keyof Counts, 'objectTables' | 'd1Tables'>): number => (after[key] - before[key]) / count
  const perTable = (key: 'objectTables' | 'd1Tables'): Record<string, number> =>
    Object.fromEntries(
      Object.entries(after[key]).map(([table, rows]) => [table, (rows - (before[key][table] ?? 0)) / count]),
    )
  return {
    objectRequests: per('objectRequests'),
    objectRowsWritten: per('objectRowsWritten'),
    objectRowsRead: per('objectRowsRead'),
    sqlMs: per('sqlMs'),
    d1Transactions: per('d1Transactions'),
    d1RowsWritten: per('d1RowsWritten'),
    objectTables: perTable('objectTables'),
    d1Tables: perTable('d1Tables'),
  }
}
