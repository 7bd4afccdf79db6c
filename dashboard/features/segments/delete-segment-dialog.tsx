import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import type { Job, Segment } from '../../lib/api-types.ts'
import { countOf } from '../../lib/count-words.ts'
import { showToast } from '../../lib/toast.ts'
import { useDeleteSegment } from './change-segments.ts'

interface DeleteSegmentDialogProps {
  mode: Mode
  segment: Segment
  onDeleted: (job: Job | null) => void
  onClose: () => void
}

export function DeleteSegmentDialog({ mode, segment, onDeleted, onClose }: DeleteSegmentDialogProps) {
  const remove = useDeleteSegment(mode, segment.id)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: ({ job }) => {
        showToast(`“${segment.name}” is deleted`)
        onDeleted(job)
      },
    })
  }

  return (
    <Modal title="Delete this segment?" onClose={onClose}>
      <div className="flex flex-col gap-3 px-4 py-4">
        <p className="text-soft">
          <span className="font-medium break-words text-ink">{segment.name}</span> goes away for {mode} mode, and{' '}
          {countOf(segment.count, 'customer')} {segment.count === 1 ? 'is' : 'are'} in it no longer. The customers
          themselves stay as they are.
        </p>
        {remove.isError && (
          <ProblemNote title="It could not be deleted" error={remove.error}>
            <p className="text-soft">{remove.error.message}</p>
          </ProblemNote>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={remove.isPending} onClick={confirm}>
          {remove.isPending ? 'Deleting…' : 'Delete the segment'}
        </Button>
      </div>
    </Modal>
  )
}
