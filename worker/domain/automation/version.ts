import type { Automation } from './automation.ts'

/** What a person writes of an automation. */
export type AutomationContent = Pick<
  Automation,
  'name' | 'status' | 'trigger' | 'conditions' | 'actions' | 'reentry' | 'goal' | 'logOnly'
>

/** What an automation was after one change of it, for good. */
export interface AutomationVersion extends AutomationContent {
  automation: string
  version: number
  savedAtMs: number
  /** Who changed it; null where that was not kept yet. */
  by: string | null
}

export function automationVersionId(automation: string, version: number | ''): string {
  return `${automation} ${version}`
}

export function versionOf(automation: Automation, by: string | null): AutomationVersion {
  const { name, status, trigger, conditions, actions, reentry, goal, logOnly = false } = automation
  return {
    ...{ automation: automation.id, version: automation.version },
    ...{ name, status, trigger, conditions, actions, reentry, goal, logOnly },
    ...{ savedAtMs: automation.updatedAtMs, by },
  }
}
