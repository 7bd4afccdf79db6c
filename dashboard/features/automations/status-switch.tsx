import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { LogOnlyBadge } from '../../components/log-only-badge.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import type { Automation } from '../../lib/api-types.ts'
import { showToast } from '../../lib/toast.ts'
import { useSaveAutomation } from './change-automations.ts'
import { StatusBadge } from './status-badge.tsx'
import { TurnOnDialog } from './turn-on-dialog.tsx'

interface StatusSwitchProps {
  mode: Mode
  automation: Automation
  /** Something in the form is not saved: what would be turned on is not what is seen. */
  isChanged?: boolean
  /** Turning a draft on is what is to be done next. */
  isNext?: boolean
  /** Turning it on has also said whether it only records. */
  onLogOnly?: () => void
}

/** Says whether it runs, and turns it on or pauses it; in live mode turning on asks, as real customers are meant. */
export function StatusSwitch({ mode, automation, isChanged = false, isNext = false, onLogOnly }: StatusSwitchProps) {
  const [asking, setAsking] = useState(false)
  const save = useSaveAutomation(mode, automation.id)
  const { name, status, log_only: isLogOnly } = automation
  const isOn = status === 'on'

  function change(next: 'on' | 'paused', logOnly = isLogOnly) {
    setAsking(false)
    save.mutate(
      { status: next, ...(logOnly !== isLogOnly && { log_only: logOnly }) },
      {
        onSuccess: () => {
          showToast(next === 'on' ? `“${name}” is on${logOnly ? ', log only' : ''}` : `“${name}” is paused`)
          if (logOnly !== isLogOnly) onLogOnly?.()
        },
      },
    )
  }

  return (
    <div className="flex min-w-0 flex-col items-end gap-2">
      <div className="flex items-center gap-3">
        {isLogOnly && <LogOnlyBadge />}
        <StatusBadge status={status} />
        <Button
          look={isNext && status === 'draft' && !isChanged ? 'primary' : 'plain'}
          busy={save.isPending}
          disabled={isChanged}
          title={isChanged ? 'Save what you changed first.' : undefined}
          aria-label={`${isOn ? 'Pause' : 'Turn on'} ${name}`}
          onClick={() => (isOn ? change('paused') : mode === 'live' ? setAsking(true) : change('on'))}
        >
          {isOn ? <Pause aria-hidden className="size-3.5" /> : <Play aria-hidden className="size-3.5" />}
          {isOn ? 'Pause' : 'Turn on'}
        </Button>
      </div>
      {save.isError && (
        <ProblemNote title={isOn ? 'It could not be paused' : 'It could not be turned on'} error={save.error}>
          <p className="text-soft">{save.error.message}</p>
        </ProblemNote>
      )}
      {asking && (
        <TurnOnDialog
          name={name}
          isLogOnly={isLogOnly}
          onTurnOn={(logOnly) => change('on', logOnly)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
