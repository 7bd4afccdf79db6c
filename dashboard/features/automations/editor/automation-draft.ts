import type { Reentry } from '../../../../worker/domain/automation/automation.ts'
import {
  type ConditionDraft,
  draftOf as conditionDraftOf,
  conditionOf,
  NEW_DRAFT,
} from '../../../components/conditions/condition-draft.ts'
import type { Automation } from '../../../lib/api-types.ts'
import type { AutomationInput } from '../change-automations.ts'
import { type ActionDraft, actionDraftOf, actionOf, newAction } from './action-draft.ts'
import { type Keyed, keyed } from './keyed.ts'
import { type TriggerDraft, triggerDraftOf, triggerOf } from './trigger-draft.ts'

/** An automation while it is edited: every input keeps what was typed, whichever of them counts now. */
export interface AutomationDraft {
  name: string
  trigger: TriggerDraft
  conditions: Keyed<ConditionDraft>[]
  actions: Keyed<ActionDraft>[]
  reentry: 'always' | 'never' | 'after'
  reentryDays: string
  hasGoal: boolean
  goalConditions: Keyed<ConditionDraft>[]
  goalDays: string
  logOnly: boolean
}

/** What most goals ask: that the payment which failed was made good. */
const GOAL_DRAFT: ConditionDraft = { ...NEW_DRAFT, field: 'failed_payment_at', ask: 'is_not_set' }

export function newDraft(): AutomationDraft {
  return {
    ...{ name: '', trigger: triggerDraftOf({ type: 'payment.failed' }), conditions: [] },
    actions: [keyed(newAction('send_email'))],
    ...{ reentry: 'always', reentryDays: '30', hasGoal: false, goalConditions: [keyed(GOAL_DRAFT)], goalDays: '14' },
    logOnly: false,
  }
}

export function draftOfAutomation(automation: Automation): AutomationDraft {
  const { name, trigger, conditions, actions, reentry, goal } = automation
  const asNew = newDraft()
  return {
    ...{ name, trigger: triggerDraftOf(trigger), conditions: conditions.map((one) => keyed(conditionDraftOf(one))) },
    actions: actions.map((one) => keyed(actionDraftOf(one))),
    reentry: typeof reentry === 'string' ? reentry : 'after',
    reentryDays: typeof reentry === 'string' ? asNew.reentryDays : String(reentry.after_days),
    hasGoal: goal !== null,
    goalConditions: goal ? goal.conditions.map((one) => keyed(conditionDraftOf(one))) : asNew.goalConditions,
    goalDays: goal ? String(goal.within_days) : asNew.goalDays,
    logOnly: automation.log_only,
  }
}

/** What the draft means; an unfinished one gives an input that `draftProblems` names. */
export function inputOf(draft: AutomationDraft): Omit<AutomationInput, 'status'> {
  return {
    name: draft.name.trim(),
    trigger: triggerOf(draft.trigger),
    conditions: draft.conditions.map(conditionOf),
    actions: draft.actions.map(actionOf),
    reentry: reentryOf(draft),
    goal: draft.hasGoal
      ? { conditions: draft.goalConditions.map(conditionOf), within_days: wholeNumber(draft.goalDays) }
      : null,
    log_only: draft.logOnly,
  }
}

function reentryOf({ reentry, reentryDays }: AutomationDraft): Reentry {
  return reentry === 'after' ? { after_days: wholeNumber(reentryDays) } : reentry
}

/** NaN where nothing was typed: an empty field is no nought. */
export function wholeNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
