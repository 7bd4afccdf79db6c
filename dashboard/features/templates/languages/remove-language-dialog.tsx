import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { languageWords } from '../../../lib/language-words.ts'

interface RemoveLanguageDialogProps {
  language: string
  onRemove: () => void
  onClose: () => void
}

export function RemoveLanguageDialog({ language, onRemove, onClose }: RemoveLanguageDialogProps) {
  const name = languageWords(language)
  return (
    <Modal title={`Remove ${name}?`} onClose={onClose}>
      <p className="px-4 py-4 text-soft">
        The draft loses what it says in {name}; who reads it gets the default once that is published. Versions that were
        published keep their words.
      </p>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" onClick={onRemove}>
          Remove {name}
        </Button>
      </div>
    </Modal>
  )
}
