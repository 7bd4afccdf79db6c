import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ExternalLink } from '../../../components/external-link.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import type { Connection } from '../../../lib/api-types.ts'
import { stripePage } from '../../../lib/stripe-page.ts'
import { showToast } from '../../../lib/toast.ts'
import { useDisconnect } from '../change-connection.ts'
import { disconnectWords } from './disconnect-words.ts'

interface DisconnectDialogProps {
  mode: Mode
  connection: Connection
  onClose: () => void
}

const PAGES = {
  restricted_key: 'apikeys',
  app_oauth: 'settings/apps',
  connect_oauth: 'settings/apps',
  webhook_only: 'webhooks',
} as const

/** The second step of a disconnect: what goes, what stays, what is left to do in Stripe. */
export function DisconnectDialog({ mode, connection, onClose }: DisconnectDialogProps) {
  const disconnect = useDisconnect(mode)
  const { goes, stays, byHand } = disconnectWords(connection)
  const account = connection.stripe_account
  const name = account?.name ?? account?.id ?? 'Stripe'
  return (
    <Modal title={`Disconnect ${name} (${mode} mode)`} onClose={onClose}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <Sentences title="What goes" sentences={goes} />
        <Sentences title="What stays" sentences={stays} />
        {byHand && (
          <div>
            <h3 className="font-semibold">What is left for you to do</h3>
            <p className="text-soft">
              {byHand}{' '}
              <ExternalLink href={stripePage(PAGES[connection.kind ?? 'webhook_only'], mode)}>Open Stripe</ExternalLink>
            </p>
          </div>
        )}
        <p className="text-soft">You can connect again at any time. What was missed is then read.</p>
        {disconnect.isError && (
          <ProblemNote title="It was not disconnected" error={disconnect.error}>
            <p className="text-soft">{disconnect.error.message}</p>
          </ProblemNote>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Stay connected</Button>
        <Button
          look="danger"
          busy={disconnect.isPending}
          onClick={() =>
            disconnect.mutate(undefined, {
              onSuccess: () => {
                showToast(`Disconnected from ${name}. The data is kept.`)
                onClose()
              },
            })
          }
        >
          {disconnect.isPending ? 'Disconnecting…' : 'Disconnect'}
        </Button>
      </div>
    </Modal>
  )
}

function Sentences({ title, sentences }: { title: string; sentences: string[] }) {
  return (
    <div>
      <h3 className="font-semibold">{title}</h3>
      <ul className="list-disc pl-4 text-soft">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
