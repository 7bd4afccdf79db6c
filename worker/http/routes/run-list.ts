import type { Run as StoredRun } from '../../domain/automation/run.ts'
import { readCustomerNames } from '../../readmodel/customer-names.ts'
import { listRuns, type RunSelection } from '../../readmodel/runs.ts'
import type { AppContext } from '../middleware/context.ts'
import { decodeCursor, type Page, toPage } from '../schemas/page.ts'
import { presentRun, type Run } from '../schemas/run.ts'

export async function pageOfRuns(
  c: AppContext,
  selection: RunSelection,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<Page<Run>> {
  const page = { limit: limit + 1, after: decodeCursor('runs', after)?.number ?? null }
  const rows = await listRuns(c.env.DB, c.var.tenant, selection, page)
  const present = await runPresenter(c, rows)
  return toPage('runs', rows, limit, present, (row) => row)
}

/** Presents any of `runs`, with customers that were read once. */
export async function runPresenter(c: AppContext, runs: readonly StoredRun[]): Promise<(one: StoredRun) => Run> {
  const names = await readCustomerNames(
    c.env.DB,
    c.var.tenant,
    runs.map(({ customerId }) => customerId),
  )
  return (one) => presentRun(one, names)
}
