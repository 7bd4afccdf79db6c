import type { RunStatus } from '../../worker/domain/automation/run.ts'

/** What became of a run. One that a condition stopped did what it should: it is no failure. */
export const RUN_WORDS: Record<RunStatus, { label: string; meaning: string }> = {
  waiting: { label: 'Waiting', meaning: 'It goes on when its wait is over.' },
  done: { label: 'Done', meaning: 'All its steps were taken.' },
  stopped: { label: 'Stopped by a rule', meaning: 'A condition did not hold, or a rule said no. Nothing went wrong.' },
  failed: { label: 'Failed', meaning: 'A step could not be taken.' },
  canceled: { label: 'Called off', meaning: 'The automation was switched off or the customer is gone.' },
}
