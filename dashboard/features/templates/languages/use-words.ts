import { type FieldError, get, useFormContext, useWatch } from 'react-hook-form'
import type { TemplateForm, WordsForm } from '../template-form.ts'

interface WordsInForm {
  words: WordsForm
  change: (patch: Partial<WordsForm>) => void
  /** What is wrong with a part. */
  errorOf: (part: keyof WordsForm) => string | null
  /** The name of a part's field. */
  nameOf: (part: keyof WordsForm) => string
}

/** The words of one language in the form of a template; null is the default. */
export function useWords(language: string | null): WordsInForm {
  const { control, formState, getValues, setValue } = useFormContext<TemplateForm>()
  const { errors } = formState
  const form = useWatch({ control }) as TemplateForm
  const nameOf = (part: keyof WordsForm) => (language === null ? part : `variants.${language}.${part}`)

  function change(patch: Partial<WordsForm>): void {
    if (language === null) {
      for (const [part, value] of Object.entries(patch)) {
        setValue(part as keyof WordsForm, value, { shouldDirty: true })
      }
      return
    }
    const { variants } = getValues()
    const before = variants[language]
    if (before) setValue('variants', { ...variants, [language]: { ...before, ...patch } }, { shouldDirty: true })
  }

  return {
    words: (language === null ? undefined : form.variants[language]) ?? form,
    change,
    errorOf: (part) => (get(errors, nameOf(part)) as FieldError | undefined)?.message ?? null,
    nameOf,
  }
}
