import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Panel } from '../../../components/panel.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { formatMoment } from '../../../lib/time.ts'
import { AccessBadge } from '../access-badge.tsx'
import type { Names } from '../names.ts'
import { Fact, Facts } from './facts.tsx'
import { OverrideDialog } from './override-dialog.tsx'
import { OverrideList } from './override-list.tsx'

interface AccessPanelProps {
  mode: Mode
  customer: Customer
  names: Names
}

/** Whether the customer may come in, why, until when, and to what. */
export function AccessPanel({ mode, customer, names }: AccessPanelProps) {
  const [isOverriding, setIsOverriding] = useState(false)
  const { access, packages, stage } = customer
  return (
    <Panel
      title="Access"
      aside={
        !customer.erased && (
          <Button onClick={() => setIsOverriding(true)} className="h-7 px-2 text-xs">
            Set by hand…
          </Button>
        )
      }
    >
      <div className="flex flex-col items-start gap-2 px-4 py-4">
        <AccessBadge state={access.state} />
        <p className="max-w-[70ch] text-md break-words">{access.reason}</p>
      </div>
      <Facts>
        <Fact name="Since">{access.since ? formatMoment(Date.parse(access.since)) : '–'}</Fact>
        <Fact name="Until">{access.until ? formatMoment(Date.parse(access.until)) : 'Until something changes it'}</Fact>
        <Fact name="Packages">{packages.length === 0 ? 'None' : <Packages names={packages} />}</Fact>
        <Fact name="Stage">{stage ?? 'None'}</Fact>
      </Facts>
      <OverrideList mode={mode} customer={customer} />
      {isOverriding && (
        <OverrideDialog mode={mode} customer={customer} names={names} onClose={() => setIsOverriding(false)} />
      )}
    </Panel>
  )
}

function Packages({ names }: { names: string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {names.map((name) => (
        <span key={name} className="rounded-sm bg-sunken px-1.5 text-sm font-medium break-all">
          {name}
        </span>
      ))}
    </span>
  )
}
