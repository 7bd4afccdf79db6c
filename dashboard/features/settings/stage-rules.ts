import { PAUSE_REASONS, type StageRule, SUBSCRIPTION_STATUSES } from '../../../worker/domain/settings.ts'

/** Every status that a rule may name, `paused` with each reason beside it. */
export const STAGE_STATUSES: readonly string[] = [
  ...SUBSCRIPTION_STATUSES,
  ...PAUSE_REASONS.map((reason) => `paused.${reason}`),
]

/** `status` belongs to rule `index` from now on, and so to no other; or, where `on` is false, to none. */
export function assignStatus(rules: readonly StageRule[], index: number, status: string, on: boolean): StageRule[] {
  return rules.map((rule, at) => {
    const others = rule.statuses.filter((one) => one !== status)
    return { ...rule, statuses: at === index && on ? inStripesOrder([...others, status]) : others }
  })
}

/** The name of the rule that has the status; null where none has. */
export function ruleOf(rules: readonly StageRule[], status: string): StageRule | null {
  return rules.find(({ statuses }) => statuses.includes(status)) ?? null
}

/** Whole statuses that no rule names: who has one has no stage. A pause whose every reason has a rule is not among them. */
export function statusesWithoutStage(rules: readonly StageRule[]): string[] {
  const named = new Set(rules.flatMap(({ statuses }) => statuses))
  return SUBSCRIPTION_STATUSES.filter((status) => {
    if (named.has(status)) return false
    return status !== 'paused' || !PAUSE_REASONS.every((reason) => named.has(`paused.${reason}`))
  })
}

/** Reasons of a pause that never decide, because an earlier rule takes every pause. */
export function shadowedReasons(rules: readonly StageRule[], index: number): string[] {
  const takesAll = rules.findIndex(({ statuses }) => statuses.includes('paused'))
  if (takesAll < 0 || takesAll >= index) return []
  return (rules[index]?.statuses ?? []).filter((status) => status.startsWith('paused.'))
}

/** `past_due` → `past due`, `paused.pause_requested` → `pause requested`. */
export function statusWords(status: string): string {
  return status.replace(/^paused\./, '').replaceAll('_', ' ')
}

function inStripesOrder(statuses: string[]): string[] {
  return statuses.sort((a, b) => STAGE_STATUSES.indexOf(a) - STAGE_STATUSES.indexOf(b))
}
