import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import type { EventSearch } from './event-filter.ts'
import { filterChips } from './event-filter-words.ts'
import { useReplayCount, useReplayEvents } from './replay-events.ts'

interface ReplayParkedDialogProps {
  mode: Mode
  filter: EventSearch
  onClose: () => void
}

export function ReplayParkedDialog({ mode, filter, onClose }: ReplayParkedDialogProps) {
  const count = useReplayCount(mode, filter)
  const replay = useReplayEvents(mode, filter)
  const total = count.data?.would_replay ?? 0
  const others = filterChips(filter).filter(({ key }) => key !== 'outcome')

  function askAgain() {
    replay.reset()
    void count.refetch()
  }

  if (count.isError || replay.isError)
    return (
      <Modal title="Replay parked events" onClose={onClose}>
        <ErrorState title="Nothing was replayed" error={replay.error ?? count.error} onRetry={askAgain} />
      </Modal>
    )
  return (
    <Modal title="Replay parked events" onClose={onClose}>
      <div aria-live="polite" className="flex flex-col gap-3 px-4 py-4">
        {count.isPending && <p className="text-soft">Counting the parked events…</p>}
        {count.isSuccess && !replay.isSuccess && (
          <>
            <p className="text-md font-semibold">
              {total === 0
                ? 'No parked event matches'
                : `${total} parked ${total === 1 ? 'event' : 'events'} in ${mode} mode`}
            </p>
            {others.length > 0 && (
              <p className="text-soft">
                Within the present filter:{' '}
                {others.map(({ label, value }) => `${label.toLowerCase()} ${value}`).join(', ')}.
              </p>
            )}
            {total > 0 && (
              <p className="text-soft">
                Each is decided again with what is known now. Nothing that already happened happens twice.
              </p>
            )}
          </>
        )}
        {replay.isSuccess && (
          <p className="text-soft">
            {replay.data.replayed} {replay.data.replayed === 1 ? 'event is' : 'events are'} being decided again. What
            fails once more will be parked once more.
            {replay.data.missing > 0 && ` ${replay.data.missing} could not be replayed: retention has removed them.`}
          </p>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>{replay.isSuccess || total === 0 ? 'Close' : 'Cancel'}</Button>
        {count.isSuccess && !replay.isSuccess && total > 0 && (
          <Button look="primary" busy={replay.isPending} onClick={() => replay.mutate(total)}>
            Replay {total} {total === 1 ? 'event' : 'events'}
          </Button>
        )}
      </div>
    </Modal>
  )
}
