import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Mode } from '../../../worker/domain/ids.ts'
import type { Template, TemplateStarter } from '../../lib/api-types.ts'
import { showToast } from '../../lib/toast.ts'
import { type SavedTemplate, useSaveTemplate } from './change-templates.ts'
import { wrongLanguage } from './languages/wrong-language.ts'
import { placeWords, templateProblems } from './liquid-problem.ts'
import { formOf, inputOf, resolveTemplate, type TemplateForm } from './template-form.ts'

/** The form of a template, the language that is written in it, and what saves it. */
export function useTemplateForm(mode: Mode, template: Template | null, starter: TemplateStarter | null) {
  const form = useForm<TemplateForm>({
    defaultValues: formOf(template ?? starter),
    resolver: resolveTemplate,
    shouldFocusError: false,
  })
  const save = useSaveTemplate(mode, template?.id ?? null)
  const [chosen, choose] = useState<string | null>(null)
  const [refusals, setRefusals] = useState(0)
  const [shownRefusals, setShownRefusals] = useState(0)
  const { errors } = form.formState
  const tags = Object.keys(form.watch('variants'))
  // It may have been removed, or be of no version that was restored.
  const language = chosen !== null && tags.includes(chosen) ? chosen : null

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal; choosing a language leads nowhere
  useEffect(() => {
    choose(wrongLanguage(errors, [null, ...tags], language))
    setShownRefusals(refusals)
  }, [refusals])

  useEffect(() => {
    if (shownRefusals > 0) document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus()
  }, [shownRefusals])

  /** Null where it could not be saved; what is wrong stands at the fields then. */
  async function submit(): Promise<SavedTemplate | null> {
    if (save.isPending) return null
    let saved: SavedTemplate | null = null
    form.clearErrors()
    await form.handleSubmit(async (values) => {
      try {
        saved = await save.mutateAsync(inputOf(values))
        // What was typed meanwhile is not saved.
        form.reset(formOf(saved), { keepDirtyValues: JSON.stringify(form.getValues()) !== JSON.stringify(values) })
        showToast(template ? 'Draft saved' : `“${values.name.trim()}” is saved as a draft`)
      } catch (error) {
        for (const problem of templateProblems(error)) {
          const place = placeWords(problem)
          const message = place ? `${place}: ${problem.message}` : problem.message
          const [field = ''] = problem.field.split('.')
          if (field in values) form.setError(problem.field as 'name', { type: 'api', message })
        }
      }
    })()
    if (!saved) setRefusals((count) => count + 1)
    return saved
  }

  return { form, save, submit, language, choose }
}
