import { Button } from '../../components/button.tsx'
import { CodeLine } from '../../components/code-line.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import { VerifySnippet } from './verify-snippet.tsx'

interface SecretDialogProps {
  secret: string
  /** The one before signs along for a day. */
  rotated: boolean
  onClose: () => void
}

/** The only time that a secret is seen. */
export function SecretDialog({ secret, rotated, onClose }: SecretDialogProps) {
  return (
    <Modal
      title={rotated ? 'The new signing secret' : 'The signing secret'}
      onClose={onClose}
      keepOpen
      className="sm:w-[min(44rem,calc(100vw-2rem))]"
    >
      <div className="flex flex-col gap-4 px-4 py-4">
        <p className="text-soft">
          Copy it now: it is shown this once. Keep it where your app keeps its secrets.
          {rotated &&
            ' For 24 hours webhooks carry a signature of the former secret too, so nothing is lost meanwhile.'}
        </p>
        <CodeLine code={secret} what="signing secret" />
        <VerifySnippet />
      </div>
      <div className={MODAL_ACTIONS}>
        <Button look="primary" onClick={onClose}>
          I have copied it
        </Button>
      </div>
    </Modal>
  )
}
