import { RotateCcw } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import type { EventDetail } from '../../lib/api-types.ts'
import { OUTCOME_WORDS } from '../../lib/outcome-words.ts'
import { useReplayEvent } from './replay-event.ts'

/** Replays the event and says what came of it. */
export function ReplayButton({ mode, event }: { mode: Mode; event: EventDetail }) {
  const replay = useReplayEvent(mode, event)
  const deciding = replay.isSuccess && event.outcome === 'pending'
  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      <span role="status" className="text-xs text-soft">
        {deciding && 'Being decided again…'}
        {replay.isSuccess && !deciding && `Replayed: ${OUTCOME_WORDS[event.outcome].label.toLowerCase()}`}
        {replay.isError && <span className="text-bad">{replay.error.message}</span>}
      </span>
      <Button
        busy={replay.isPending || deciding}
        title="Decides this event again with what is known now. Nothing that already happened happens twice."
        onClick={() => replay.mutate()}
      >
        <RotateCcw aria-hidden className="size-3.5" />
        Replay
      </Button>
    </span>
  )
}
