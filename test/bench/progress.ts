import type { Progress } from './counts.ts'

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

/** Rows by table, the most first; what rounds to nothing is left out. */
export function tableList(tables: Record<string, number>): string {
  return Object.entries(tables)
    .filter(([, rows]) => rows >= 0.005)
    .sort(([, a], [, b]) => b - a)
    .map(([table, rows]) => `${table} ${rows.toFixed(2)}`)
    .join(', ')
}
