import { sameJson } from '../../../../worker/domain/json.ts'
import type { ChangedPart } from '../../../components/versions/changed-part.ts'
import type { AutomationVersion } from '../../../lib/api-types.ts'
import type { AutomationNames } from '../automation-names.ts'
import type { AutomationInput } from '../change-automations.ts'
import { actionWords } from '../words/action-words.ts'
import { capitalized } from '../words/capitalized.ts'
import { conditionClause, goalWords, reentryWords } from '../words/sentence.ts'
import { STATUS_WORDS } from '../words/status-words.ts'
import { triggerWords } from '../words/trigger-words.ts'

type Part = keyof AutomationInput

const LABELS: Record<Part, string> = {
  name: 'Name',
  status: 'Status',
  trigger: 'When',
  conditions: 'Only if',
  actions: 'Then',
  reentry: 'How often',
  goal: 'Goal',
  log_only: 'Log only',
}
const PARTS = Object.keys(LABELS) as Part[]

/** What restoring a version sends: whether the automation is on, and acts, stays as it is. */
export function restored({ name, trigger, conditions, actions, reentry, goal }: AutomationVersion) {
  return { name, trigger, conditions, actions, reentry, goal }
}

/** What differs between two versions, part by part and in words; only of what both say. */
export function changedParts(
  before: Partial<AutomationInput>,
  after: Partial<AutomationInput>,
  names: AutomationNames,
): ChangedPart[] {
  return PARTS.flatMap((part) => {
    const [old, now] = [before[part], after[part]]
    if (old === undefined || now === undefined || sameJson(old, now)) return []
    const [was, is] = [words(part, before, names), words(part, after, names)]
    // Words may be the same where what they stand for is not, as of the number 3 and the text “3”.
    const isTold = was !== is
    return [
      { label: LABELS[part], before: isTold ? was : JSON.stringify(old), after: isTold ? is : JSON.stringify(now) },
    ]
  })
}

function words(part: Part, of: Partial<AutomationInput>, names: AutomationNames): string {
  switch (part) {
    case 'name':
      return of.name ?? ''
    case 'status':
      return of.status ? STATUS_WORDS[of.status].label : ''
    case 'trigger':
      return of.trigger ? capitalized(triggerWords(of.trigger, names)) : ''
    case 'conditions':
      return lines(of.conditions, 'Nothing is asked', (one) => conditionClause(one, names))
    case 'actions':
      return lines(of.actions, 'Do nothing', (one) => actionWords(one, names))
    case 'reentry':
      return (of.reentry && reentryWords(of.reentry)) ?? 'Each time.'
    case 'goal':
      return goalWords(of.goal ?? null, names)?.replace(/^Goal: /, '') ?? 'No goal'
    case 'log_only':
      return of.log_only ? 'Yes: it sends nothing' : 'No: it acts'
  }
}

function lines<T>(list: readonly T[] | undefined, none: string, told: (one: T) => string): string {
  return list && list.length > 0 ? list.map((one) => capitalized(told(one))).join('\n') : none
}
