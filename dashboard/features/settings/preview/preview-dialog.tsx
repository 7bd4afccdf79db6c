import { useEffect } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { SettingsPatch } from '../../../../worker/domain/settings.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { ProgressBar } from '../../../components/progress-bar.tsx'
import { countOf, formatCount } from '../../../lib/count-words.ts'
import { PreviewResult } from './preview-result.tsx'
import type { PreviewSum } from './sum-preview.ts'
import { type PreviewState, usePreview } from './use-preview.ts'

interface PreviewDialogProps {
  mode: Mode
  settings: SettingsPatch
  saving: boolean
  saveError: unknown
  onSave: () => void
  /** The API refused the settings themselves. */
  onRefused: (error: unknown) => void
  onClose: () => void
}

/** What the unsaved changes would do to the customers, counted while they are gone through. */
export function PreviewDialog({ mode, settings, saving, saveError, onSave, onRefused, onClose }: PreviewDialogProps) {
  const { sum, state, stop, again } = usePreview(mode, settings)

  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it fails
  useEffect(() => {
    if (state.is === 'failed') onRefused(state.error)
  }, [state])

  return (
    <Modal title="What would change" onClose={onClose}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <Progress sum={sum} state={state} />
        {state.is === 'failed' ? (
          <ErrorState title="The preview could not go on" error={state.error} onRetry={again} />
        ) : (
          sum.examined > 0 && <PreviewResult sum={sum} complete={state.is === 'done'} />
        )}
        {saveError !== null && (
          <ProblemNote title="The settings could not be saved" error={saveError}>
            <p className="text-soft">{saveError instanceof Error ? saveError.message : 'An unexpected error.'}</p>
          </ProblemNote>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        {state.is === 'running' ? (
          <Button onClick={stop}>Stop counting</Button>
        ) : (
          state.is === 'stopped' && <Button onClick={again}>Count again</Button>
        )}
        <Button onClick={onClose}>Back</Button>
        <Button look="primary" busy={saving} onClick={onSave}>
          {saving ? 'Saving…' : 'Save'}
        </Button>
      </div>
    </Modal>
  )
}

function Progress({ sum, state }: { sum: PreviewSum; state: PreviewState }) {
  const running = state.is === 'running'
  return (
    <div className="flex flex-col gap-1.5">
      <p role="status" className="text-soft">
        {state.is === 'done' && `${countOf(sum.examined, 'customer')} examined. Nothing is changed yet.`}
        {running && 'Examining the customers. Nothing is changed by it.'}
        {state.is === 'stopped' &&
          `Stopped after ${formatCount(sum.examined)} of ${countOf(sum.total, 'customer')}. Nothing is changed yet.`}
      </p>
      <ProgressBar
        label="Customers examined"
        done={sum.examined}
        total={running && sum.total === 0 ? undefined : sum.total}
        tone={running ? 'note' : state.is === 'done' ? 'good' : 'quiet'}
      />
      <p className="min-h-5 text-sm text-faint">
        {running && sum.total > 0 && `${formatCount(sum.examined)} of ${formatCount(sum.total)}`}
      </p>
    </div>
  )
}
