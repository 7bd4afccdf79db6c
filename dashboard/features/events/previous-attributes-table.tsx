import { Panel } from '../../components/panel.tsx'
import type { EventDetail } from '../../lib/api-types.ts'
import { DiffTable } from './diff-table.tsx'
import { payloadCurrency, previousAttributes } from './previous-attributes.ts'

/** What Stripe says changed on its side; nothing where the event does not say. */
export function PreviousAttributes({ event }: { event: EventDetail }) {
  const rows = event.payload ? previousAttributes(event.payload) : []
  if (rows.length === 0) return null
  return (
    <Panel title="Changed at Stripe" aside={<span className="text-xs text-faint">previous_attributes</span>}>
      <div className="overflow-x-auto">
        <DiffTable caption="Attributes that changed at Stripe" rows={rows} currency={payloadCurrency(event.payload)} />
      </div>
    </Panel>
  )
}
