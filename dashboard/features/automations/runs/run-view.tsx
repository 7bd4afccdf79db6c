import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { LogOnlyBadge } from '../../../components/log-only-badge.tsx'
import { NotFound } from '../../../components/not-found.tsx'
import { Panel } from '../../../components/panel.tsx'
import { RunBadge } from '../../../components/run-badge.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { TEXT_LINK } from '../../../components/text-link.ts'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { isNotFound } from '../../../lib/api-error.ts'
import type { Run } from '../../../lib/api-types.ts'
import { useClock } from '../../../lib/clock.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { useShortcuts } from '../../../lib/shortcuts.ts'
import { useBackToList } from '../../../lib/use-back-to-list.ts'
import type { AutomationNames } from '../automation-names.ts'
import { capitalized } from '../words/capitalized.ts'
import { goalWords } from '../words/sentence.ts'
import { triggerLabel } from '../words/trigger-words.ts'
import { runQuery } from './get-runs.ts'
import { mrrPair } from './mrr-words.ts'
import { RunStory } from './run-story.tsx'
import { goalState } from './run-words.ts'

interface RunViewProps {
  mode: Mode
  runId: string
  names: AutomationNames
  /** To the runs of its automation. */
  onBack: (automationId: string) => void
}

/** One run whole: what set it off, for whom, what it did and why it ended. */
export function RunView({ mode, runId, names, onBack }: RunViewProps) {
  const run = useQuery({ ...runQuery(mode, runId), refetchInterval: useLiveFallbackMs() })
  const back = useBackToList(runId, () => run.data && onBack(run.data.automation.id))
  useShortcuts([
    { keys: 'Escape', label: 'Back to the list', group: 'This page', run: () => back() },
    { keys: 'u', label: 'Back to the list', group: 'This page', run: () => back() },
  ])
  if (isNotFound(run.error)) return <RunNotFound mode={mode} runId={runId} />
  if (run.isError && !run.data)
    return <ErrorState title="The run could not be loaded" error={run.error} onRetry={() => void run.refetch()} />
  if (!run.data) return <Skeleton className="h-72" />
  const { automation, customer, status, log_only, started_at } = run.data
  const whom = customer.name ?? customer.email ?? customer.id
  return (
    <>
      <header className="mb-5">
        <title>{`${automation.name} for ${whom} · Billhook`}</title>
        <Link
          to="/$mode/automations/$automationId"
          params={{ mode, automationId: automation.id }}
          search={{ tab: 'runs' }}
          onClick={back}
          className="mb-3 inline-flex items-center gap-1.5 text-sm text-soft hover:text-ink hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4 shrink-0" />
          Runs of {automation.name}
        </Link>
        <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">
          {automation.name} for {whom}
        </h1>
        <p className="mt-2 flex flex-wrap items-center gap-x-2 text-sm text-soft">
          <RunBadge status={status} />
          {log_only && <LogOnlyBadge />}
          <span>
            began <TimeAgo at={started_at} />
          </span>
        </p>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <Panel title="Story">
          <RunStory mode={mode} run={run.data} names={names} />
        </Panel>
        <RunFacts mode={mode} run={run.data} names={names} />
      </div>
    </>
  )
}

function RunFacts({ mode, run, names }: { mode: Mode; run: Run; names: AutomationNames }) {
  const { customer, automation, event, goal } = run
  const nowMs = useClock((present) => Math.floor(present / 60_000)) * 60_000
  return (
    <Panel title="Facts">
      <dl className="flex flex-col gap-3 px-4 py-3 text-sm">
        <Fact name="Set off because">{capitalized(triggerLabel(run.trigger))}</Fact>
        <Fact name="Event">
          {event === null ? (
            'None: the clock or a person did it'
          ) : (
            <Link
              to="/$mode/events/$eventId"
              params={{ mode, eventId: event }}
              search={{}}
              className={`${TEXT_LINK} break-all`}
            >
              {event}
            </Link>
          )}
        </Fact>
        <Fact name="Customer">
          <Link
            to="/$mode/customers/$customerId"
            params={{ mode, customerId: customer.id }}
            search={{}}
            className={`${TEXT_LINK} break-all`}
          >
            {customer.email ?? customer.name ?? customer.id}
          </Link>
        </Fact>
        <Fact name="Automation">
          <Link
            to="/$mode/automations/$automationId"
            params={{ mode, automationId: automation.id }}
            search={{}}
            className={`${TEXT_LINK} break-words`}
          >
            {automation.name}
          </Link>{' '}
          <span className="text-faint">as it was in version {automation.version}</span>
        </Fact>
        {goal && (
          <>
            <Fact name="Goal">
              {goalState(goal, nowMs)}
              <span className="block text-faint">{goalWords(goal, names)?.replace(/^Goal: /, '')}</span>
            </Fact>
            <Fact name="MRR before → then">{mrrPair(run, names)}</Fact>
          </>
        )}
      </dl>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  )
}

function RunNotFound({ mode, runId }: { mode: Mode; runId: string }) {
  return (
    <NotFound mode={mode} noun="run" id={runId} why="was removed, or belongs to the other mode.">
      <Link to="/$mode/automations" params={{ mode }} className={buttonClass()}>
        All automations
      </Link>
    </NotFound>
  )
}
