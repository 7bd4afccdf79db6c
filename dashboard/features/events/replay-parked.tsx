import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import type { EventSearch } from './event-filter.ts'
import { ReplayParkedDialog } from './replay-parked-dialog.tsx'

/** Replays the parked events of the present filter; asks first, with their number. */
export function ReplayParked({ mode, search }: { mode: Mode; search: EventSearch }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <RotateCcw aria-hidden className="size-3.5" />
        Replay parked…
      </Button>
      {open && (
        <ReplayParkedDialog mode={mode} filter={{ ...search, outcome: 'parked' }} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
