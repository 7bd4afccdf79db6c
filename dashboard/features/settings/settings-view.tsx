import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import type { Job } from '../../lib/api-types.ts'
import { settingsQuery } from './get-settings.ts'
import type { CatalogSlots } from './sections/section-body.tsx'
import { SettingsEditor } from './settings-editor.tsx'
import { SettingsNav } from './settings-nav.tsx'
import type { SettingsSection } from './settings-sections.ts'

export interface SettingsViewProps extends CatalogSlots {
  mode: Mode
  section: SettingsSection
  onSection: (section: SettingsSection) => void
  /** Told of the job that a change began. */
  onSaved: (job: Job | null) => void
  /** How far such a job is. */
  progress: ReactNode
}

const ROWS = [0, 1, 2, 3]

/** The rules of this mode, section by section. */
export function SettingsView(props: SettingsViewProps) {
  const { mode, section } = props
  const settings = useQuery(settingsQuery(mode))
  return (
    <>
      <PageHeading title="Settings" />
      <p className="-mt-3 mb-5 max-w-[75ch] text-soft">
        The rules of {mode} mode. {mode === 'test' ? 'Live' : 'Test'} mode has settings of its own.
      </p>
      {settings.data ? (
        <SettingsEditor {...props} settings={settings.data} />
      ) : (
        <div className="grid gap-6 md:grid-cols-[11rem_minmax(0,1fr)]">
          <SettingsNav mode={mode} chosen={section} changed={[]} wrong={[]} />
          <Panel title="Settings">
            {settings.isError ? (
              <ErrorState
                title="The settings could not be loaded"
                error={settings.error}
                onRetry={() => void settings.refetch()}
              />
            ) : (
              <div aria-busy="true" className="flex flex-col gap-6 px-4 py-5">
                <p className="sr-only">Loading the settings</p>
                {ROWS.map((row) => (
                  <Skeleton key={row} className="h-14" />
                ))}
              </div>
            )}
          </Panel>
        </div>
      )}
    </>
  )
}
