import type { EventDetail } from '../../lib/api-types.ts'
import { DiffTable } from './diff-table.tsx'
import { payloadCurrency } from './previous-attributes.ts'

/** The fields this event changed here, with their values before and after. */
export function EventChanges({ event }: { event: EventDetail }) {
  const objects = new Set(event.changes.map((change) => change.object))
  const rows = event.changes.map((change) => ({
    path: objects.size > 1 ? `${change.object} · ${change.field}` : change.field,
    field: change.field,
    from: change.from,
    to: change.to,
  }))
  return (
    <div className="mt-2 overflow-x-auto rounded-md border border-line">
      <DiffTable caption="Fields changed here" rows={rows} currency={payloadCurrency(event.payload)} />
    </div>
  )
}
