import { useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { type EditableSettings, formOf, type SettingsForm, settingsOf } from './settings-form.ts'
import { isEmptyPatch, isSame, settingsPatch } from './settings-patch.ts'

/**
 * What the form is compared with. It follows the newest settings while nothing is edited, and stays while something is:
 * what somebody else saves meanwhile never replaces what is being typed.
 */
export function useBase(form: UseFormReturn<SettingsForm>, newest: EditableSettings) {
  const [base, setBase] = useState<EditableSettings>(newest)

  function rebase(settings: EditableSettings) {
    setBase(settings)
    const present = settingsOf(form.getValues())
    if (isEmptyPatch(settingsPatch(settings, present))) form.reset(formOf(settings))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what comes anew counts, not what is typed
  useEffect(() => {
    if (isEmptyPatch(settingsPatch(base, settingsOf(form.getValues())))) {
      setBase(newest)
      form.reset(formOf(newest))
    }
  }, [newest])

  return { base, rebase, changedElsewhere: !isSame(formOf(base), formOf(newest)) }
}
