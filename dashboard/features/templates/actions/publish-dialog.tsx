import { useInfiniteQuery } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { ChangesList } from '../../../components/versions/changes-list.tsx'
import type { Template } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { usePublishTemplate } from '../change-templates.ts'
import { changedParts } from '../changed-parts.ts'
import { versionsQuery } from '../get-templates.ts'

interface PublishDialogProps {
  mode: Mode
  template: Template
  onClose: () => void
}

/** Says what mails will say from now on before they do. */
export function PublishDialog({ mode, template, onClose }: PublishDialogProps) {
  const { id, published_version: number } = template
  const versions = useInfiniteQuery({ ...versionsQuery(mode, id), enabled: number !== null })
  const published = versions.data?.pages[0]?.data.find(({ version }) => version === number)
  const changes = published && changedParts(published, template)
  const publish = usePublishTemplate(mode, id)

  function confirm() {
    publish.mutate(undefined, {
      onSuccess: ({ version }) => {
        showToast(`Version ${version} is published`)
        onClose()
      },
    })
  }

  return (
    <Modal
      title={`Publish version ${template.version}?`}
      onClose={onClose}
      className="sm:w-[min(46rem,calc(100vw-2rem))]"
    >
      <div className="flex flex-col gap-4 px-4 py-4">
        <p className="text-soft">
          {number === null
            ? `Mails in ${mode} mode may use it from now on.`
            : `Mails in ${mode} mode say this from now on in place of version ${number}, those of runs that wait too.`}
        </p>
        {number !== null && versions.isPending && <Skeleton className="h-24" />}
        {changes?.length === 0 && <p className="text-soft">Nothing that a mail says differs from it.</p>}
        {changes && <ChangesList changes={changes} />}
        {publish.isError && (
          <ProblemNote title="It could not be published" error={publish.error}>
            <p className="text-soft">{publish.error.message}</p>
          </ProblemNote>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Not yet</Button>
        <Button look="primary" busy={publish.isPending} onClick={confirm}>
          {publish.isPending ? 'Publishing…' : 'Publish'}
        </Button>
      </div>
    </Modal>
  )
}
