import type { Counts } from './worker/counting.ts'
import type { Progress } from './worker/entry.ts'

/** What the meters of a tenant's object stand at. */
export async function progressOf(url: URL, tenant: string): Promise<Progress> {
  const answer = await fetch(new URL(`/progress?tenant=${encodeURIComponent(tenant)}`, url))
  return (await answer.json()) as Progress
}

/** Waits until everything received stands in the read model. */
export async function untilProjected(url: URL, tenant: string, count: number): Promise<Progress> {
  for (;;) {
    const progress = await progressOf(url, tenant)
    if (progress.projected >= count) return progress
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Waits until nothing that was received so far waits for the read model. */
export async function untilQuiet(url: URL, tenant: string): Promise<Progress> {
  const { received } = await progressOf(url, tenant)
  return untilProjected(url, tenant, received)
}

/** What was spent between two looks at the meters, on each of `count`. */
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

/** Rows by table, the most first; what rounds to nothing is left out. */
export function tableList(tables: Record<string, number>): string {
  return Object.entries(tables)
    .filter(([, rows]) => rows >= 0.005)
    .sort(([, a], [, b]) => b - a)
    .map(([table, rows]) => `${table} ${rows.toFixed(2)}`)
    .join(', ')
}
