import { Button } from '../../../components/button.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { ChangesList } from '../../../components/versions/changes-list.tsx'
import { VersionItem } from '../../../components/versions/version-item.tsx'
import type { Automation, AutomationVersion } from '../../../lib/api-types.ts'
import type { AutomationNames } from '../automation-names.ts'
import { changedParts, restored } from './changed-parts.ts'
import { changeWords } from './version-words.ts'

interface VersionProps {
  version: AutomationVersion
  /** The one before it; null where none is kept, undefined where it was not loaded yet. */
  former: AutomationVersion | null | undefined
  automation: Automation
  names: AutomationNames
  warning: string | null
  busy: boolean
  onRestore: () => void
}

/** What it changed, and what restoring it would. */
export function Version({ version, former, automation, names, warning, busy, onRestore }: VersionProps) {
  const changed = former ? changedParts(former, version, names) : []
  const now = changedParts(automation, restored(version), names)
  return (
    <VersionItem
      version={version.version}
      inUse={version.version === automation.version}
      about={
        <>
          Saved <TimeAgo at={version.saved_at} />
          {version.by && ` by ${version.by}`}. {changeWords(version.version, changed, former)}
        </>
      }
      show={now.length === 0 ? 'Compare' : 'Compare and restore'}
      isShowable={changed.length + now.length > 0}
    >
      {former && changed.length > 0 && (
        <>
          <p className="text-sm text-soft">From version {former.version} to this one:</p>
          <ChangesList changes={changed} />
        </>
      )}
      {now.length > 0 && (
        <>
          <p className="text-sm text-soft">From what it is now to this version:</p>
          <ChangesList changes={now} />
          <p className="flex flex-wrap items-center gap-3">
            <Button look="primary" busy={busy} onClick={onRestore}>
              Restore version {version.version}
            </Button>
            <span className="text-sm text-soft">
              It is saved as a new version; whether it is on, and log only, stays as it is. {warning}
            </span>
          </p>
        </>
      )}
    </VersionItem>
  )
}
