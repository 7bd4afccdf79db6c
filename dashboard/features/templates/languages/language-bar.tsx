import { Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useFormContext, useWatch } from 'react-hook-form'
import { MAX_VARIANTS } from '../../../../worker/domain/template.ts'
import { Button } from '../../../components/button.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { languageWords } from '../../../lib/language-words.ts'
import { type TemplateForm, wordsOf } from '../template-form.ts'
import { AddLanguageDialog } from './add-language-dialog.tsx'
import { RemoveLanguageDialog } from './remove-language-dialog.tsx'

interface LanguageBarProps {
  /** Which words are shown; null: the default. */
  language: string | null
  onChoose: (language: string | null) => void
}

/** Chooses which words of a mail are written, and makes and removes languages. */
export function LanguageBar({ language, onChoose }: LanguageBarProps) {
  const { getValues, setValue } = useFormContext<TemplateForm>()
  const variants = useWatch<TemplateForm, 'variants'>({ name: 'variants' })
  const [asking, setAsking] = useState<'add' | 'remove' | null>(null)
  const [removals, setRemovals] = useState(0)
  const addButton = useRef<HTMLButtonElement>(null)
  const tags = Object.keys(variants)

  // The button that asked for it is gone with the language.
  useEffect(() => {
    if (removals > 0) addButton.current?.focus()
  }, [removals])

  function add(tag: string) {
    const form = getValues()
    const sorted = Object.entries({ ...form.variants, [tag]: wordsOf(form) }).sort(([a], [b]) => (a < b ? -1 : 1))
    setValue('variants', Object.fromEntries(sorted), { shouldDirty: true })
    onChoose(tag)
    setAsking(null)
  }

  function remove(tag: string) {
    const { [tag]: _gone, ...others } = getValues('variants')
    setValue('variants', others, { shouldDirty: true })
    onChoose(null)
    setAsking(null)
    setRemovals(removals + 1)
  }

  return (
    <div className="flex flex-wrap items-end gap-2 border-b border-line px-4 py-3">
      {tags.length > 0 && (
        <SelectField
          label="Language"
          className="min-w-48 flex-1"
          value={language ?? ''}
          onChange={(event) => onChoose(event.target.value || null)}
        >
          <option value="">Default, for everybody else</option>
          {tags.map((tag) => (
            <option key={tag} value={tag}>
              {languageWords(tag)} ({tag})
            </option>
          ))}
        </SelectField>
      )}
      <Button ref={addButton} disabled={tags.length >= MAX_VARIANTS} onClick={() => setAsking('add')}>
        <Plus aria-hidden className="size-3.5" />
        Add a language
      </Button>
      {language !== null && (
        <Button onClick={() => setAsking('remove')}>
          <Trash2 aria-hidden className="size-3.5" />
          Remove {languageWords(language)}
        </Button>
      )}
      {asking === 'add' &&
        // A form of its own, which must not stand within that of the template.
        createPortal(<AddLanguageDialog tags={tags} onAdd={add} onClose={() => setAsking(null)} />, document.body)}
      {asking === 'remove' && language !== null && (
        <RemoveLanguageDialog language={language} onRemove={() => remove(language)} onClose={() => setAsking(null)} />
      )}
    </div>
  )
}
