import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { JsonTree } from '../../components/json-tree.tsx'
import { Panel } from '../../components/panel.tsx'
import type { EventDetail } from '../../lib/api-types.ts'

/** The event exactly as Stripe sent it. */
export function EventPayload({ event }: { event: EventDetail }) {
  const [whole, setWhole] = useState(false)
  if (!event.payload)
    return (
      <Panel title="Payload">
        <p className="px-4 py-4 text-soft">
          The payload was removed: its time of retention is over, or its customer was erased.
        </p>
      </Panel>
    )
  return (
    <Panel
      title="Payload"
      aside={
        <span className="flex items-center gap-1">
          <Button look="quiet" onClick={() => setWhole(!whole)} className="h-7 px-2 text-xs">
            {whole ? 'Collapse' : 'Expand all'}
          </Button>
          <CopyButton text={JSON.stringify(event.payload, null, 2)} what="payload as JSON" />
        </span>
      }
    >
      <JsonTree key={String(whole)} value={event.payload} isOpen={whole ? () => true : isSubject} />
    </Panel>
  )
}

/** Opens the object that the event is about, and none inside it. */
function isSubject(path: string): boolean {
  return path === 'data' || path === 'data.object' || path === 'data.previous_attributes'
}
