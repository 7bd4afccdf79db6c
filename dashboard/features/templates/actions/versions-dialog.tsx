import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Modal } from '../../../components/modal.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Template, TemplateVersion } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { useRevertTemplate } from '../change-templates.ts'
import { changedParts } from '../changed-parts.ts'
import { versionsQuery } from '../get-templates.ts'
import { ChangesList } from './changes-list.tsx'

interface VersionsDialogProps {
  mode: Mode
  template: Template
  isDirty: boolean
  onReverted: (template: Template) => void
  onClose: () => void
}

/** What was published, and a way back to it: as a new draft, so that nothing goes out by that. */
export function VersionsDialog({ mode, template, isDirty, onReverted, onClose }: VersionsDialogProps) {
  const list = useInfiniteQuery(versionsQuery(mode, template.id))
  const versions = list.data?.pages.flatMap((page) => page.data) ?? []
  const revert = useRevertTemplate(mode, template.id)

  function restore(version: number) {
    revert.mutate(version, {
      onSuccess: ({ warnings: _, ...reverted }) => {
        showToast(`Version ${version} is the draft now`)
        onReverted(reverted)
        onClose()
      },
    })
  }

  return (
    <Modal title="Versions" onClose={onClose} className="sm:w-[min(46rem,calc(100vw-2rem))]">
      {list.isPending && <Skeleton className="m-4 h-24" />}
      {list.isError && (
        <ErrorState title="The versions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data && versions.length === 0 && <p className="px-4 py-6 text-soft">Nothing was published yet.</p>}
      {revert.isError && (
        <p role="alert" className="px-4 pt-3 text-sm text-bad">
          {revert.error.message}
        </p>
      )}
      <ul className="flex flex-col">
        {versions.map((version) => (
          <Version
            key={version.version}
            version={version}
            template={template}
            warning={isDirty ? 'What you have not saved is lost.' : null}
            busy={revert.isPending}
            onRestore={() => restore(version.version)}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <p className="border-t border-line px-4 py-3">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Load older
          </Button>
        </p>
      )}
    </Modal>
  )
}

interface VersionProps {
  version: TemplateVersion
  template: Template
  warning: string | null
  busy: boolean
  onRestore: () => void
}

function Version({ version, template, warning, busy, onRestore }: VersionProps) {
  const [open, setOpen] = useState(false)
  const changes = changedParts(version, template)
  return (
    <li className="flex flex-col gap-3 border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          <span className="font-medium">Version {version.version}</span>
          {version.version === template.published_version && <span className="text-good"> · in use</span>}
          <span className="block text-sm text-soft">
            Published <TimeAgo at={version.published_at} /> by {version.by}
          </span>
        </p>
        <Button aria-expanded={open} onClick={() => setOpen(!open)} disabled={changes.length === 0}>
          {changes.length === 0 ? 'Same as the draft' : open ? 'Close' : 'Compare and restore'}
        </Button>
      </div>
      {open && (
        <>
          <p className="text-sm text-soft">From this version to the draft:</p>
          <ChangesList changes={changes} />
          <p className="flex flex-wrap items-center gap-3">
            <Button look="primary" busy={busy} onClick={onRestore}>
              Restore version {version.version}
            </Button>
            <span className="text-sm text-soft">It replaces the draft; nothing is published by that. {warning}</span>
          </p>
        </>
      )}
    </li>
  )
}
