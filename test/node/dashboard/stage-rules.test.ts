import { expect, it } from 'vitest'
import { formOf } from '../../../dashboard/features/settings/settings-form.ts'
import { formProblems } from '../../../dashboard/features/settings/settings-problems.ts'
import {
  assignStatus,
  ruleOf,
  shadowedReasons,
  statusesWithoutStage,
  statusWords,
} from '../../../dashboard/features/settings/stage-rules.ts'
import { DEFAULT_SETTINGS, PAUSE_REASONS } from '../../../worker/domain/settings.ts'

const rules = DEFAULT_SETTINGS.stages

it('a status that is given to a rule is taken from the one that had it', () => {
  expect(assignStatus(rules, 0, 'past_due', true)).toEqual([
    { name: 'trial', statuses: ['trialing', 'past_due'] },
    { name: 'customer', statuses: ['active'] },
    rules[2],
  ])
})

it('a status that is taken from a rule is in none', () => {
  expect(ruleOf(assignStatus(rules, 1, 'past_due', false), 'past_due')).toBe(null)
})

it('the statuses of a rule stand in the order of Stripe, however they came', () => {
  const [rule] = assignStatus([{ name: 'customer', statuses: ['past_due'] }], 0, 'active', true)
  expect(rule?.statuses).toEqual(['active', 'past_due'])
})

it('statuses in no rule are those without a stage', () => {
  expect(statusesWithoutStage(rules)).toEqual(['incomplete', 'incomplete_expired'])
  expect(statusesWithoutStage([])).toHaveLength(8)
})

it('a pause has a stage where each of its reasons has one', () => {
  const byReason = PAUSE_REASONS.map((reason) => ({ name: reason, statuses: [`paused.${reason}`] }))
  expect(statusesWithoutStage(byReason)).not.toContain('paused')
  expect(statusesWithoutStage(byReason.slice(1))).toContain('paused')
})

it('a reason of a pause behind a rule for every pause never decides, and cannot be saved', () => {
  const wrong = [...rules, { name: 'stopped', statuses: ['paused.system', 'incomplete'] }]
  expect(shadowedReasons(wrong, 3)).toEqual(['paused.system'])
  expect(formProblems({ ...formOf(DEFAULT_SETTINGS), stages: wrong }).map(({ path }) => path)).toEqual([
    'stages.3.statuses',
  ])
  const right = [...wrong.slice(3), ...rules]
  expect(shadowedReasons(right, 0)).toEqual([])
  expect(formProblems({ ...formOf(DEFAULT_SETTINGS), stages: right })).toEqual([])
})

it('statuses are told without underscores', () => {
  expect(['past_due', 'paused.pause_requested'].map(statusWords)).toEqual(['past due', 'pause requested'])
})
