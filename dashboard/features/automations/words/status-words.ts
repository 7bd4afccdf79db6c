import type { AutomationStatus } from '../../../../worker/domain/automation/automation.ts'

/** What each status is called, and what it means for customers. */
export const STATUS_WORDS: Record<AutomationStatus, { label: string; meaning: string }> = {
  draft: { label: 'Draft', meaning: 'Does nothing yet. Nobody gets anything.' },
  on: { label: 'On', meaning: 'Starts a run each time this happens from now on.' },
  paused: { label: 'Paused', meaning: 'Starts nothing; runs that wait are called off when their wait is over.' },
}
