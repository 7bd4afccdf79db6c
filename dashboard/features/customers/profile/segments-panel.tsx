import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Panel } from '../../../components/panel.tsx'
import { TEXT_LINK } from '../../../components/text-link.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { type Names, nameOf } from '../names.ts'

interface SegmentsPanelProps {
  mode: Mode
  customer: Customer
  names: Names
}

/** The segments that the customer is in, and those that it is not in. */
export function SegmentsPanel({ mode, customer, names }: SegmentsPanelProps) {
  const others = names.segments.filter(({ id }) => !customer.segments.includes(id))
  return (
    <Panel title="Segments">
      <div className="flex flex-col gap-3 px-4 py-3">
        {customer.segments.length === 0 ? (
          <p className="text-soft">In none of the segments.</p>
        ) : (
          <ul aria-label="In these segments" className="flex flex-col gap-1">
            {customer.segments.map((id) => (
              <li key={id} className="flex items-start gap-1.5">
                <Check aria-hidden className="mt-1 size-3.5 shrink-0 text-good" />
                <Link to="/$mode/customers" params={{ mode }} search={{ segment: id }} className={TEXT_LINK}>
                  {nameOf(names.segments, id)}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {others.length > 0 && <p className="text-sm text-faint">Not in: {others.map(({ name }) => name).join(', ')}</p>}
      </div>
    </Panel>
  )
}
