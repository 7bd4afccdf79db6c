import type { MailMessage, Delivery as StoredDelivery } from '../../domain/delivery/delivery.ts'
import { readCustomerNames } from '../../readmodel/customer-names.ts'
import { type DeliverySelection, listDeliveries } from '../../readmodel/deliveries.ts'
import type { AppContext } from '../middleware/context.ts'
import { type Delivery, type DeliveryDetail, presentDelivery, presentDeliveryDetail } from '../schemas/delivery.ts'
import { decodeCursor, type Page, toPage } from '../schemas/page.ts'

export async function pageOfDeliveries(
  c: AppContext,
  selection: DeliverySelection,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<Page<Delivery>> {
  const page = { limit: limit + 1, after: decodeCursor('deliveries', after)?.number ?? null }
  const rows = await listDeliveries(c.env.DB, c.var.tenant, selection, page)
  const names = await namesOf(c, rows)
  return toPage(
    'deliveries',
    rows,
    limit,
    (row) => presentDelivery(row, names),
    (row) => row,
  )
}

export async function describeDelivery(
  c: AppContext,
  stored: StoredDelivery,
  message: MailMessage | null = null,
): Promise<DeliveryDetail> {
  return presentDeliveryDetail(stored, message, await namesOf(c, [stored]))
}

function namesOf(c: AppContext, rows: readonly StoredDelivery[]) {
  return readCustomerNames(
    c.env.DB,
    c.var.tenant,
    rows.flatMap(({ customerId }) => customerId ?? []),
  )
}
