import { type FormEvent, useState } from 'react'
import { knownLanguage } from '../../../../worker/domain/language.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { TextField } from '../../../components/text-field.tsx'
import { languageWords } from '../../../lib/language-words.ts'

interface AddLanguageDialogProps {
  /** Those that there are. */
  tags: readonly string[]
  onAdd: (tag: string) => void
  onClose: () => void
}

/** Asks for a language by its tag, and says whose it is. */
export function AddLanguageDialog({ tags, onAdd, onClose }: AddLanguageDialogProps) {
  const [written, setWritten] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const tag = knownLanguage(written.trim())

  function submit(event: FormEvent) {
    event.preventDefault()
    // It would go on to the form of the template.
    event.stopPropagation()
    if (tag === null) setRefused(`“${written.trim()}” is no language that is known.`)
    else if (tags.includes(tag)) setRefused(`There are words in ${languageWords(tag)} already.`)
    else onAdd(tag)
  }

  return (
    <Modal title="Add a language" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div className="flex flex-col gap-4 px-4 py-4">
          <p className="text-soft">
            It begins as a copy of the default. Customers get the language that Stripe says they prefer, or their field
            “locale”: de-AT, else de, else the default.
          </p>
          <TextField
            label="Language tag"
            hint="Such as de, de-AT, fr or pt-BR."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={35}
            error={refused}
            value={written}
            onChange={(event) => {
              setWritten(event.target.value)
              setRefused(null)
            }}
          />
          <p role="status" className="min-h-6 font-medium">
            {tag !== null && `${languageWords(tag)} (${tag})`}
          </p>
        </div>
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={written.trim() === ''}>
            Add it
          </Button>
        </div>
      </form>
    </Modal>
  )
}
