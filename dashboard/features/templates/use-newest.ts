import { useEffect } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { Template } from '../../lib/api-types.ts'
import { useTheirs } from '../../lib/use-theirs.ts'
import { formOf, type TemplateForm } from './template-form.ts'

const textOf = (template: Template) => JSON.stringify(formOf(template))

/**
 * Lets the form follow what others save while nothing is edited in it. Answers, while something is, what shows theirs in
 * its place; null where there is nothing of theirs.
 */
export function useNewest(
  form: UseFormReturn<TemplateForm>,
  template: Template | null,
  save: { data: Template | undefined; isPending: boolean },
): (() => void) | null {
  const { isDirty } = form.formState
  const { isTheirs, see } = useTheirs(template, save.data, { textOf, isSaving: save.isPending })

  function take() {
    form.reset(formOf(template))
    see()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what comes anew counts, or what is taken back
  useEffect(() => {
    if (isTheirs && !isDirty) take()
  }, [template, isTheirs, isDirty])

  return isTheirs && isDirty ? take : null
}
