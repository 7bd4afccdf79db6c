import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { isNotFound } from '../../../lib/api-error.ts'
import { showToast } from '../../../lib/toast.ts'
import { useConfirmOauth } from './confirm-oauth.ts'
import { connectedText } from './connect-with-key.ts'
import { ReplaceAccountDialog } from './replace-account-dialog.tsx'

interface PendingGrantProps {
  mode: Mode
  pending: string
  current: string
  next: string | null
  onDone: () => void
}

/** A grant for another Stripe account waits for a yes or a no. */
export function PendingGrant({ mode, pending, current, next, onDone }: PendingGrantProps) {
  const confirm = useConfirmOauth(mode, pending)

  function answer(accept: boolean) {
    confirm.mutate(accept, {
      onSuccess: (connection) => {
        showToast(accept ? connectedText(connection) : 'Nothing was changed. The access was given back to Stripe.')
        onDone()
      },
    })
  }

  if (confirm.isError)
    return (
      <Modal title="Another Stripe account" onClose={onDone}>
        <div className="flex flex-col items-start gap-3 px-4 py-4">
          <ProblemNote
            title={isNotFound(confirm.error) ? 'This question has expired' : 'Your answer was not taken'}
            error={confirm.error}
          >
            <p className="text-soft">
              {isNotFound(confirm.error)
                ? 'It was open for a while only, and nothing was changed. Begin to connect again.'
                : confirm.error.message}
            </p>
          </ProblemNote>
          <Button onClick={onDone}>Close</Button>
        </div>
      </Modal>
    )
  return (
    <ReplaceAccountDialog
      change={{ current, next }}
      busy={confirm.isPending}
      onAccept={() => answer(true)}
      onDecline={() => answer(false)}
    />
  )
}
