import { Link } from '@tanstack/react-router'
import { modeOf } from '../../../worker/domain/ids.ts'
import { TEXT_LINK } from '../../components/text-link.ts'
import type { EventDetail } from '../../lib/api-types.ts'
import { DiffTable } from './diff-table.tsx'
import { payloadCurrency } from './previous-attributes.ts'

/** The fields this event changed here, with their values before and after; those of a customer lead to it. */
export function EventChanges({ event }: { event: EventDetail }) {
  const objects = new Set(event.changes.map((change) => change.object))
  const rows = event.changes.map(({ customer, object, field, from, to }) => ({
    key: `${object} ${field}`,
    of: customer === null ? objects.size > 1 && object : <CustomerLink event={event} id={customer} />,
    path: field,
    field,
    from,
    to,
  }))
  return (
    <div className="mt-2 overflow-x-auto rounded-md border border-line">
      <DiffTable caption="Fields changed here" rows={rows} currency={payloadCurrency(event.payload)} />
    </div>
  )
}

function CustomerLink({ event, id }: { event: EventDetail; id: string }) {
  return (
    <Link
      to="/$mode/customers/$customerId"
      params={{ mode: modeOf(event.livemode), customerId: id }}
      search={{}}
      className={`${TEXT_LINK} break-all`}
    >
      {(event.customer?.id === id && event.customer.email) || id}
    </Link>
  )
}
