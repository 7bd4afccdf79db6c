import type { z } from '@hono/zod-openapi'
import { type CustomerFilter, type ListedCustomer, listCustomers } from '../../readmodel/customers.ts'
import { planNameOf, readPlanNames } from '../../readmodel/plan-names.ts'
import { refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import type { Customer } from '../schemas/customer.ts'
import type { csvQuery } from '../schemas/customer-query.ts'
import { presentCustomer } from '../schemas/customer-view.ts'
import { decodeCursor, type Page, toPage } from '../schemas/page.ts'
import { findSegment, tenantNowMs, tenantRules } from './tenant-rules.ts'

export type CustomerSelection = Omit<z.infer<typeof csvQuery>, 'columns'>

/** 422 for a segment that does not exist. */
export async function filterOf(c: AppContext, selection: CustomerSelection): Promise<CustomerFilter> {
  const { renewing_before: before, ...filter } = selection
  if (filter.segment !== undefined && !findSegment(await tenantRules(c), filter.segment)) {
    refuseInput('/segment', 'unknown_segment', 'There is no such segment.')
  }
  if (before === undefined) return filter
  return { ...filter, renewing: { from: seconds(await tenantNowMs(c)), before: seconds(Date.parse(before)) } }
}

/** `list` names the list for its cursors, which hold for one order only. */
export async function pageOfCustomers(
  c: AppContext,
  list: string,
  selection: CustomerSelection,
  page: { limit: number; after: string | undefined },
): Promise<Page<Customer>> {
  const cursors = `${list}:${orderOf(selection)}`
  const position = decodeCursor(cursors, page.after)
  const rows = await listCustomers(c.env.DB, c.var.tenant, await filterOf(c, selection), {
    limit: page.limit + 1,
    after: position && { number: position.number, value: position.id },
  })
  const names = await readPlanNames(
    c.env.DB,
    c.var.tenant,
    rows.map(({ customer }) => customer),
  )
  const present = ({ customer }: ListedCustomer): Customer =>
    presentCustomer(customer, planNameOf(names, customer.plan))
  const positionOf = ({ position: { number, value } }: ListedCustomer) => ({ number, id: value })
  return toPage(cursors, rows, page.limit, present, positionOf)
}

function orderOf({ sort, q, renewing_before }: CustomerSelection): string {
  return sort ?? (q ? 'match' : renewing_before ? 'renewal_date' : 'created')
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}
