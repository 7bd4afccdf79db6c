import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import { ApiError } from '../../lib/api-error.ts'
import type { DeliveryDetail } from '../../lib/api-types.ts'
import { showToast } from '../../lib/toast.ts'
import { recipientOf } from './delivery-words.ts'
import { deliveriesKey } from './get-deliveries.ts'

interface ResendButtonProps {
  mode: Mode
  delivery: DeliveryDetail
  onResent: (id: string) => void
}

/** Sends it again as a delivery of its own; asks where it was sent already, as somebody gets it twice then. */
export function ResendButton({ mode, delivery, onResent }: ResendButtonProps) {
  const [asking, setAsking] = useState(false)
  const queryClient = useQueryClient()
  const { id, status, sent_at } = delivery
  const isUnderWay = status === 'queued' || status === 'sending'
  const resend = useMutation({
    mutationFn: (force: boolean) =>
      callApi<DeliveryDetail>(`/api/v1/deliveries/${encodeURIComponent(id)}/resend`, {
        ...{ method: 'POST', mode, body: { force }, idempotencyKey: newIdempotencyKey() },
      }),
    onSuccess: (made) => {
      void queryClient.invalidateQueries({ queryKey: deliveriesKey(mode) })
      setAsking(false)
      showToast('It goes out again, as this new delivery')
      onResent(made.id)
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'delivery_was_sent') setAsking(true)
    },
  })
  const failure = resend.isError && !(asking && resend.variables === false) ? resend.error : null

  return (
    <div className="flex min-w-0 flex-col items-end gap-2">
      <Button
        busy={resend.isPending}
        disabled={isUnderWay}
        title={isUnderWay ? 'It is still on its way.' : undefined}
        onClick={() => (sent_at === null ? resend.mutate(false) : setAsking(true))}
      >
        <RotateCw aria-hidden className="size-3.5" />
        {sent_at === null ? 'Send again' : 'Send again…'}
      </Button>
      {failure && !asking && <Refusal error={failure} />}
      {asking && (
        <Modal title="Send it a second time?" onClose={() => setAsking(false)}>
          <div className="flex flex-col gap-3 px-4 py-4 text-soft">
            <p>
              It was sent to <span className="font-medium wrap-anywhere text-ink">{recipientOf(delivery)}</span>{' '}
              already. Sent again, it arrives there twice.
            </p>
            {failure && <Refusal error={failure} />}
          </div>
          <div className={MODAL_ACTIONS}>
            <Button onClick={() => setAsking(false)}>Leave it</Button>
            <Button look="primary" busy={resend.isPending} onClick={() => resend.mutate(true)}>
              Send a second time
            </Button>
          </div>
        </Modal>
      )}
    </div>
  )
}

function Refusal({ error }: { error: Error }) {
  return (
    <ProblemNote title="It could not be sent again" error={error}>
      <p className="text-soft">{error.message}</p>
    </ProblemNote>
  )
}
