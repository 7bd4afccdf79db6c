import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { History, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { RunStatus } from '../../../worker/domain/automation/run.ts'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { DeletedElsewhere } from '../../components/changed-elsewhere.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { isNotFound } from '../../lib/api-error.ts'
import { EDITED_POLL_MS } from '../../lib/use-theirs.ts'
import type { AutomationNames } from './automation-names.ts'
import { AutomationNotFound } from './automation-not-found.tsx'
import { AUTOMATION_TABS, type AutomationSearch, type AutomationTab } from './automation-search.ts'
import { DeleteAutomationDialog } from './delete-automation-dialog.tsx'
import { AutomationEditor } from './editor/automation-editor.tsx'
import { automationQuery } from './get-automations.ts'
import { ReportPanel } from './runs/report-panel.tsx'
import { RunList } from './runs/run-list.tsx'
import { StatusSwitch } from './status-switch.tsx'
import { VersionsDialog } from './versions/versions-dialog.tsx'

interface AutomationViewProps {
  mode: Mode
  automationId: string
  search: AutomationSearch
  names: AutomationNames
  preview: (templateIds: string[], trigger: string) => ReactNode
  onStatus: (status: RunStatus | undefined) => void
  onDeleted: () => void
}

/** One automation: its form, its runs, and what came of it. */
export function AutomationView({ mode, automationId, search, names, ...rest }: AutomationViewProps) {
  const automation = useQuery({ ...automationQuery(mode, automationId), refetchInterval: EDITED_POLL_MS })
  const [isChanged, setIsChanged] = useState(false)
  const [asking, setAsking] = useState<'delete' | 'versions' | null>(null)
  /** How often something else than the form has changed what it shows. */
  const [renewals, setRenewals] = useState(0)
  const renew = () => setRenewals((count) => count + 1)
  const { data } = automation
  const isGone = isNotFound(automation.error)
  if (isGone && !data) return <AutomationNotFound mode={mode} automationId={automationId} />
  return (
    <>
      {isGone && <DeletedElsewhere what="automation" />}
      <PageHeading title={data?.name ?? 'Automation'}>
        {data && (
          <div className="flex flex-wrap items-start gap-2">
            <StatusSwitch mode={mode} automation={data} isChanged={isChanged} isNext onLogOnly={renew} />
            <Button onClick={() => setAsking('versions')}>
              <History aria-hidden className="size-3.5" />
              Versions
            </Button>
            <Button onClick={() => setAsking('delete')}>
              <Trash2 aria-hidden className="size-3.5" />
              Delete
            </Button>
          </div>
        )}
      </PageHeading>
      {data?.paused_because && (
        <p className="mb-4 rounded-md bg-warn-wash px-3 py-2 text-warn">Billhook paused it: {data.paused_because}</p>
      )}
      <Tabs mode={mode} automationId={automationId} tab={search.tab} />
      {automation.isPending && <Skeleton className="h-72" />}
      {automation.isError && !data && (
        <ErrorState
          title="The automation could not be loaded"
          error={automation.error}
          onRetry={() => void automation.refetch()}
        />
      )}
      {/* Looking at its runs is not leaving: what was typed stays. */}
      <div hidden={search.tab !== undefined}>
        {data && (
          <AutomationEditor
            key={renewals}
            mode={mode}
            automation={data}
            names={names}
            preview={rest.preview}
            onChanged={setIsChanged}
            onSaved={() => {}}
          />
        )}
      </div>
      {data && search.tab === 'runs' && (
        <RunList mode={mode} automationId={data.id} status={search.status} names={names} onStatus={rest.onStatus} />
      )}
      {data && search.tab === 'report' && <ReportPanel mode={mode} automation={data} names={names} />}
      {data && asking === 'versions' && (
        <VersionsDialog
          mode={mode}
          automation={data}
          names={names}
          isChanged={isChanged}
          onRestored={renew}
          onClose={() => setAsking(null)}
        />
      )}
      {data && asking === 'delete' && (
        <DeleteAutomationDialog
          mode={mode}
          automation={data}
          onDeleted={rest.onDeleted}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}

const LABELS: Record<AutomationTab, string> = { runs: 'Runs', report: 'Report' }

function Tabs({ mode, automationId, tab }: { mode: Mode; automationId: string; tab: AutomationTab | undefined }) {
  return (
    <nav aria-label="Automation" className="mb-5 flex gap-5 border-b border-line">
      {[undefined, ...AUTOMATION_TABS].map((one) => (
        <Link
          key={one ?? 'edit'}
          to="/$mode/automations/$automationId"
          params={{ mode, automationId }}
          search={one ? { tab: one } : {}}
          resetScroll={false}
          aria-current={one === tab ? 'page' : undefined}
          activeProps={{}}
          className={`-mb-px inline-flex h-9 items-center border-b-2 px-1 font-medium ${one === tab ? 'border-ink' : 'border-transparent text-soft hover:text-ink'}`}
        >
          {one ? LABELS[one] : 'Edit'}
        </Link>
      ))}
    </nav>
  )
}
