import { type FieldErrors, set } from 'react-hook-form'
import type { SettingsForm } from './settings-form.ts'
import { formProblems, type SettingsProblem } from './settings-problems.ts'

/** Checks the whole form, also the sections that are not on the screen. */
export function resolveSettings(form: SettingsForm) {
  const problems = formProblems(form)
  return problems.length === 0 ? { values: form, errors: {} } : { values: {}, errors: fieldErrors(problems) }
}

function fieldErrors(problems: SettingsProblem[]): FieldErrors<SettingsForm> {
  const errors: FieldErrors<SettingsForm> = {}
  for (const { path, message } of problems) set(errors, path, { type: 'check', message })
  return errors
}
