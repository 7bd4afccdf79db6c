import type { EventOutcome, EventSource } from '../../worker/domain/event.ts'

/** What an outcome is called and what it means for the reader. */
export const OUTCOME_WORDS: Record<EventOutcome, { label: string; meaning: string }> = {
  processed: { label: 'Processed', meaning: 'Stored, decided and done.' },
  ignored: { label: 'Ignored', meaning: 'Stored; nothing here depends on this type.' },
  unmatched: { label: 'Unmatched', meaning: 'Stored, but it could not be told which customer it belongs to.' },
  parked: { label: 'Parked', meaning: 'Processing failed again and again. The event is kept and can be replayed.' },
  pending: { label: 'Pending', meaning: 'Stored; it is being processed right now.' },
}

export const SOURCE_WORDS: Record<EventSource, string> = {
  webhook: 'Webhook',
  catch_up: 'Catch-up',
  replay: 'Replay',
  simulation: 'Simulation',
}
