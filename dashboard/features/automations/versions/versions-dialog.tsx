import { useInfiniteQuery } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { VersionsModal } from '../../../components/versions/versions-modal.tsx'
import type { Automation, AutomationVersion } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import type { AutomationNames } from '../automation-names.ts'
import { useSaveAutomation } from '../change-automations.ts'
import { apiProblems } from '../editor/draft-problems.ts'
import { versionsQuery } from '../get-automations.ts'
import { restored } from './changed-parts.ts'
import { Version } from './version.tsx'

interface VersionsDialogProps {
  mode: Mode
  automation: Automation
  names: AutomationNames
  /** Something in the form is not saved. */
  isChanged: boolean
  onRestored: () => void
  onClose: () => void
}

/** Who changed what, and a way back: as a new version. Whether it is on, and acts, stays as it is. */
export function VersionsDialog({ mode, automation, names, isChanged, onRestored, onClose }: VersionsDialogProps) {
  const list = useInfiniteQuery(versionsQuery(mode, automation.id))
  const versions = list.data?.pages.flatMap((page) => page.data) ?? []
  const save = useSaveAutomation(mode, automation.id)

  function restore(version: AutomationVersion) {
    save.mutate(restored(version), {
      onSuccess: (saved) => {
        showToast(`Version ${version.version} is restored as version ${saved.version}`)
        onRestored()
        onClose()
      },
    })
  }

  return (
    <VersionsModal list={list} empty={null} problem={save.error && refusalWords(save.error)} onClose={onClose}>
      {versions.map((version, index) => (
        <Version
          key={version.version}
          version={version}
          former={versions[index + 1] ?? (list.hasNextPage ? undefined : null)}
          automation={automation}
          names={names}
          warning={isChanged ? 'What you have not saved is lost.' : null}
          busy={save.isPending}
          onRestore={() => restore(version)}
        />
      ))}
    </VersionsModal>
  )
}

/** What it lacks by now, such as a template that was deleted, says more than that it is lacking. */
function refusalWords(error: Error): string {
  return Object.values(apiProblems(error)).join(' ') || error.message
}
