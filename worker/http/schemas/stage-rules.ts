import { z } from '@hono/zod-openapi'
import { PAUSE_REASONS, type StageRule, SUBSCRIPTION_STATUSES } from '../../domain/settings.ts'
import { breach, lineOfText } from './text.ts'

const MAX_RULES = 50
const KNOWN = new Set<string>([...SUBSCRIPTION_STATUSES, ...PAUSE_REASONS.map((reason) => `paused.${reason}`)])

/** Every status in one rule at most, and none behind a rule that takes it all. */
export const stageRules = z
  .array(z.strictObject({ name: lineOfText(60), statuses: z.array(z.string()) }))
  .max(MAX_RULES)
  .superRefine((rules, context) => {
    for (const [i, rule] of rules.entries()) refuseRule(rules, i, rule, context)
  })

function refuseRule(rules: StageRule[], i: number, rule: StageRule, context: z.core.$RefinementCtx): void {
  const before = rules.slice(0, i)
  if (before.some(({ name }) => name === rule.name)) {
    context.addIssue(breach('duplicate', `There are two stages named "${rule.name}".`, [i, 'name']))
  }
  if (rule.name.toLowerCase() === 'none') {
    context.addIssue(breach('reserved_name', 'Lists call it "none" where a customer has no stage.', [i, 'name']))
  }
  if (rule.statuses.length === 0) {
    const message = `The stage "${rule.name}" names no status, so no customer could be in it.`
    context.addIssue(breach('stage_without_status', message, [i, 'statuses']))
  }
  for (const [j, status] of rule.statuses.entries()) {
    const wrong = wrongWith(before, rule, j, status)
    if (wrong) context.addIssue(breach(wrong.code, wrong.message, [i, 'statuses', j]))
  }
}

function wrongWith(before: StageRule[], rule: StageRule, j: number, status: string) {
  if (!KNOWN.has(status)) {
    return { code: 'unknown_status', message: `"${status}" is no status; there are ${[...KNOWN].join(', ')}.` }
  }
  const other = rule.statuses.slice(0, j).includes(status) ? rule : naming(before, status)
  if (other) {
    const message = `"${status}" is in "${other.name}" and again in "${rule.name}": leave it in one of them.`
    return { code: 'stages_overlap', message }
  }
  const wider = status.startsWith('paused.') ? naming(before, 'paused') : undefined
  if (!wider) return null
  const message = `"${wider.name}" comes first and takes every "paused", so "${status}" of "${rule.name}" is never reached: put "${rule.name}" before it.`
  return { code: 'stage_unreachable', message }
}

function naming(rules: StageRule[], status: string): StageRule | undefined {
  return rules.find(({ statuses }) => statuses.includes(status))
}
