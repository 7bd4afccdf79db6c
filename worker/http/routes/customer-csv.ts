import { isoOfMs } from '../../domain/times.ts'
import { listCustomers } from '../../readmodel/customers.ts'
import { type PlanNames, planNameOf, readPlanNames } from '../../readmodel/plan-names.ts'
import { csvRecord } from '../csv.ts'
import { refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { COLUMN_NAMES, columnOf, DEFAULT_COLUMNS } from '../schemas/customer-columns.ts'
import type { CsvQuery } from '../schemas/customer-query.ts'
import { presentCustomer } from '../schemas/customer-view.ts'
import { filterOf } from './customer-list.ts'

const MAX_ROWS = 100_000
/** An invocation may ask D1 a thousand times, and a page may ask five times. */
const ROWS_PER_PAGE = 500

/** A CSV is no page of a list: what cuts one is refused rather than ignored. */
export function refuseBesideCsv(c: AppContext): void {
  for (const name of ['limit', 'after']) {
    if (c.req.query(name) !== undefined) refuseInput(`/${name}`, 'not_for_csv', 'A CSV holds the whole list.')
  }
}

/** The whole list, page by page as it is read; the first page is there before the answer begins, so that it may fail. */
export async function csvOfCustomers(c: AppContext, { columns: named, ...selection }: CsvQuery): Promise<Response> {
  const columns = columnsOf(named)
  const read = pagesOfCustomers(c, await filterOf(c, selection))
  const encoder = new TextEncoder()
  const lines = async (): Promise<string | null> => {
    const page = await read()
    return page?.map((customer) => csvRecord(columns.map(({ column }) => column(customer)))).join('') ?? null
  }
  const header = csvRecord(columns.map(({ name }) => name))
  let next: string | null = header + ((await lines()) ?? '')
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next === null) return controller.close()
      controller.enqueue(encoder.encode(next))
      next = await lines()
    },
  })
  const name = `customers-${c.var.tenant.mode}-${isoOfMs(Date.now()).slice(0, 10)}.csv`
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
}

/** Answers the next page with each call, and null behind the last. */
function pagesOfCustomers(c: AppContext, filter: Awaited<ReturnType<typeof filterOf>>) {
  const {
    env,
    var: { tenant },
  } = c
  let after: { number: number; value: string } | null = null
  let names: PlanNames = new Map()
  let rowsLeft = MAX_ROWS
  return async () => {
    if (rowsLeft <= 0) return null
    const rows = await listCustomers(env.DB, tenant, filter, { limit: Math.min(ROWS_PER_PAGE, rowsLeft), after })
    if (rows.length === 0) return null
    const customers = rows.map(({ customer }) => customer)
    names = await readPlanNames(env.DB, tenant, customers, names)
    rowsLeft = rows.length < ROWS_PER_PAGE ? 0 : rowsLeft - rows.length
    after = rows.at(-1)?.position ?? null
    return customers.map((customer) => presentCustomer(customer, planNameOf(names, customer.plan)))
  }
}

function columnsOf(named: string | undefined) {
  const names = named === undefined ? DEFAULT_COLUMNS : named.split(',').map((name) => name.trim())
  return names.map((name) => {
    const column = columnOf(name)
    if (column) return { name, column }
    return refuseInput(
      '/columns',
      'unknown_column',
      `There is no column "${name}"; there are ${COLUMN_NAMES.join(', ')} and fields.<name>.`,
    )
  })
}
