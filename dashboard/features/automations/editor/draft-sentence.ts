import type { ConditionDraft } from '../../../components/conditions/condition-draft.ts'
import { conditionOf } from '../../../components/conditions/condition-draft.ts'
import { draftProblem } from '../../../components/conditions/condition-problem.ts'
import { fieldLabel } from '../../../components/conditions/field-words.ts'
import type { AutomationNames } from '../automation-names.ts'
import type { AutomationInput } from '../change-automations.ts'
import { actionWords } from '../words/action-words.ts'
import { conditionClause, sentenceOf, uncapitalized } from '../words/sentence.ts'
import { triggerWords } from '../words/trigger-words.ts'
import { actionOf } from './action-draft.ts'
import { type AutomationDraft, inputOf } from './automation-draft.ts'
import { triggerOf } from './trigger-draft.ts'

/** The sentence as it is so far; what is not finished reads “…”. */
export function draftSentence(draft: AutomationDraft, names: AutomationNames): string {
  return sentenceOf(
    triggerWords(triggerOf(draft.trigger), names),
    draft.conditions.map((one) => clauseOf(one, names)),
    draft.actions.map((one) => actionWords(actionOf(one), names)),
  )
}

function clauseOf(draft: ConditionDraft, names: AutomationNames): string {
  return draftProblem(draft)
    ? uncapitalized(`${fieldLabel(conditionOf(draft).field)} …`)
    : conditionClause(conditionOf(draft), names)
}

/**
 * What saving sends of an automation that is there. Whether it only records is left out where this form did not change
 * that: somebody may have since, and it must not begin to act because a name was corrected.
 */
export function changesOf(draft: AutomationDraft, from: AutomationDraft): Partial<AutomationInput> {
  const { log_only, ...rest } = inputOf(draft)
  return { ...rest, ...(log_only !== from.logOnly && { log_only }) }
}

/** Whether the draft says something other than what it began with; keys do not count. */
export function isChanged(draft: AutomationDraft, from: AutomationDraft): boolean {
  return JSON.stringify(inputOf(draft)) !== JSON.stringify(inputOf(from))
}
