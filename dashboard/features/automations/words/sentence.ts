import { conditionWords } from '../../../components/conditions/condition-words.ts'
import { fieldLabel, kindOf } from '../../../components/conditions/field-words.ts'
import { askWords } from '../../../components/conditions/op-words.ts'
import type { Automation } from '../../../lib/api-types.ts'
import { formatMoney } from '../../../lib/money.ts'
import type { AutomationNames } from '../automation-names.ts'
import { actionWords } from './action-words.ts'
import { triggerWords } from './trigger-words.ts'

type Condition = Automation['conditions'][number]
type Told = Pick<Automation, 'trigger' | 'conditions' | 'actions'>

/** `When a payment fails for price Pro, and MRR is at least 50.00 USD, then send “Payment failed”, wait 3 days, add tag at-risk.` */
export function automationSentence({ trigger, conditions, actions }: Told, names: AutomationNames): string {
  const clauses = conditions.map((condition) => conditionClause(condition, names))
  const steps = actions.map((one) => actionWords(one, names))
  return sentenceOf(triggerWords(trigger, names), clauses, steps)
}

export function sentenceOf(when: string, clauses: readonly string[], steps: readonly string[]): string {
  const then = steps.length === 0 ? 'then do nothing yet' : `then ${steps.join(', ')}`
  return `${[`When ${when}`, ...clauses.map((clause) => `and ${clause}`), then].join(', ')}.`
}

/** `subscription status is active`: as it goes on inside a sentence. */
export function conditionClause(condition: Condition, { currency }: Pick<AutomationNames, 'currency'>): string {
  const { field, op, value } = condition
  if (field === 'failed_payment_at' && op === 'is_set')
    return value === false ? 'no failed payment is open' : 'a failed payment is open'
  const isAmount = kindOf(field) === 'money' && typeof value === 'number' && op !== 'is_set'
  if (isAmount && currency !== null && Number.isInteger(value))
    return uncapitalized(`${fieldLabel(field)} ${askWords('money', op)} ${formatMoney(value, currency)}`)
  return uncapitalized(conditionWords(condition))
}

/** What begins with several capitals, such as MRR, is a name and stays. */
export function uncapitalized(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** `once per customer`; null where nothing restricts it. */
export function reentryWords(reentry: Automation['reentry']): string | null {
  if (reentry === 'always') return null
  return reentry === 'never'
    ? 'Once per customer.'
    : `Again for the same customer only after ${reentry.after_days === 1 ? '1 day' : `${reentry.after_days} days`}.`
}

/** `Goal: failed payment is not set within 14 days.` */
export function goalWords(goal: Automation['goal'], names: Pick<AutomationNames, 'currency'>): string | null {
  if (!goal) return null
  const within = goal.within_days === 1 ? '1 day' : `${goal.within_days} days`
  return `Goal: ${goal.conditions.map((one) => conditionClause(one, names)).join(' and ')}, within ${within}.`
}
