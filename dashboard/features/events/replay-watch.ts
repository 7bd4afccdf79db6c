import type { EventDetail } from '../../lib/api-types.ts'

const PATIENCE_MS = 5000

interface Replay {
  /** The decision that the replay is to replace. */
  processedAt: string | null
  askedAtMs: number
}

const replays = new Map<string, Replay>()

export function noteReplay(id: string, replay: Replay): void {
  replays.set(id, replay)
}

/**
 * The event as pending for as long as it shows the decision from before its replay: the read model follows a replay
 * within moments. After 5 s what is shown is taken as it is.
 */
export function sinceReplay(event: EventDetail, nowMs: number): EventDetail {
  const replay = replays.get(event.id)
  if (!replay) return event
  const isOld = event.processed_at === replay.processedAt && nowMs - replay.askedAtMs < PATIENCE_MS
  if (isOld) return { ...event, outcome: 'pending' }
  replays.delete(event.id)
  return event
}
