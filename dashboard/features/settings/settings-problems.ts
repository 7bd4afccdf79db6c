import type { StageRule } from '../../../worker/domain/settings.ts'
import { ApiError } from '../../lib/api-error.ts'
import { MAX_GRACE_DAYS } from './access-sentences.ts'
import { mailProblems } from './mail-form.ts'
import type { SettingsForm } from './settings-form.ts'
import { shadowedReasons, statusWords } from './stage-rules.ts'

/** What is wrong with one value. `path` is its place in the form (`access.grace_days`, `stages.0.name`). */
export interface SettingsProblem {
  path: string
  message: string
}

const WHOLE = ['price_mapping', 'products_included', 'renewal_days', 'trial_ending_days']

/**
 * The API's problems at the form's fields. What is inside the mapping or a list is told at the whole, with the key or the
 * place it is about; a pointer to nothing the form has keeps its own name, and the save bar tells it.
 */
export function apiProblems(error: unknown): SettingsProblem[] {
  if (!(error instanceof ApiError)) return []
  return error.fields.map(({ pointer, message }) => {
    const [first = '', ...rest] = pointer
      .replace(/^\/settings(?=\/|$)/, '')
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    if (WHOLE.includes(first)) return { path: first, message: rest[0] ? `${rest[0]}: ${message}` : message }
    if (first === 'stages') return { path: stagePath(rest), message }
    return { path: [first, ...rest.slice(0, 1)].join('.'), message }
  })
}

/** A problem anywhere in the statuses of a rule is told at its statuses. */
function stagePath([index, key]: string[]): string {
  if (index === undefined) return 'stages'
  return `stages.${index}.${key === 'statuses' ? 'statuses' : 'name'}`
}

const MAX_TRIAL_DAYS = 90
const MAX_RENEWALS = 10
const MAX_NAME = 60

/** What the form can see for itself before anything is sent; the API judges again, and more strictly. */
export function formProblems(form: SettingsForm): SettingsProblem[] {
  return [
    ...wholeNumber('access.grace_days', form.access.grace_days, 0, MAX_GRACE_DAYS),
    ...form.stages.flatMap((_, index) => stageProblems(form.stages, index)),
    ...(form.products_included?.length === 0
      ? [{ path: 'products_included', message: 'Choose a product, or include all of them.' }]
      : []),
    ...(form.renewal_days.length > MAX_RENEWALS
      ? [{ path: 'renewal_days', message: `At most ${MAX_RENEWALS} reminders.` }]
      : []),
    ...wholeNumber('trial_ending_days', form.trial_ending_days, 0, MAX_TRIAL_DAYS),
    ...mailProblems(form.mail),
  ]
}

function wholeNumber(path: string, value: number, least: number, most: number): SettingsProblem[] {
  if (Number.isInteger(value) && value >= least && value <= most) return []
  return [{ path, message: `A whole number from ${least} to ${most}.` }]
}

function stageProblems(rules: readonly StageRule[], index: number): SettingsProblem[] {
  const name = nameProblem(rules, index)
  const statuses = statusProblem(rules, index)
  return [
    ...(name ? [{ path: `stages.${index}.name`, message: name }] : []),
    ...(statuses ? [{ path: `stages.${index}.statuses`, message: statuses }] : []),
  ]
}

function nameProblem(rules: readonly StageRule[], index: number): string | null {
  const name = rules[index]?.name.trim() ?? ''
  if (name === '') return 'Give the stage a name.'
  if (name.length > MAX_NAME) return `At most ${MAX_NAME} characters.`
  const isTaken = rules.some((other, at) => at < index && other.name.trim() === name)
  return isTaken ? `An earlier rule is called “${name}” already: add the statuses there.` : null
}

function statusProblem(rules: readonly StageRule[], index: number): string | null {
  if (rules[index]?.statuses.length === 0) return 'Choose a status, or remove the stage.'
  const shadowed = shadowedReasons(rules, index)
  if (shadowed.length === 0) return null
  return `An earlier rule takes every pause, so ${shadowed.map(statusWords).join(', ')} never decides here: move this rule up.`
}
