import { useInfiniteQuery } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { ChangesList } from '../../../components/versions/changes-list.tsx'
import { VersionItem } from '../../../components/versions/version-item.tsx'
import { VersionsModal } from '../../../components/versions/versions-modal.tsx'
import type { Template, TemplateVersion } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { useRevertTemplate } from '../change-templates.ts'
import { changedParts } from '../changed-parts.ts'
import { versionsQuery } from '../get-templates.ts'

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
    <VersionsModal
      list={list}
      empty={list.data && versions.length === 0 ? 'Nothing was published yet.' : null}
      problem={revert.error?.message ?? null}
      onClose={onClose}
    >
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
    </VersionsModal>
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
  const changes = changedParts(version, template)
  return (
    <VersionItem
      version={version.version}
      inUse={version.version === template.published_version}
      about={
        <>
          Published <TimeAgo at={version.published_at} /> by {version.by}
        </>
      }
      show={changes.length === 0 ? 'Same as the draft' : 'Compare and restore'}
      isShowable={changes.length > 0}
    >
      <p className="text-sm text-soft">From this version to the draft:</p>
      <ChangesList changes={changes} />
      <p className="flex flex-wrap items-center gap-3">
        <Button look="primary" busy={busy} onClick={onRestore}>
          Restore version {version.version}
        </Button>
        <span className="text-sm text-soft">It replaces the draft; nothing is published by that. {warning}</span>
      </p>
    </VersionItem>
  )
}
