import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { RUN_STATUSES, type RunStatus } from '../../../../worker/domain/automation/run.ts'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Figure, Figures } from '../../../components/figure.tsx'
import { Select } from '../../../components/select.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { formatCount } from '../../../lib/count-words.ts'
import { useHeld } from '../../../lib/held.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { useRowKeys } from '../../../lib/row-keys.ts'
import { RUN_WORDS } from '../../../lib/run-words.ts'
import type { AutomationNames } from '../automation-names.ts'
import { reportQuery } from '../get-automations.ts'
import { runListQuery } from './get-runs.ts'
import { RunRow } from './run-row.tsx'
import { loggedNote } from './run-words.ts'

interface RunListProps {
  mode: Mode
  automationId: string
  status: RunStatus | undefined
  names: AutomationNames
  onStatus: (status: RunStatus | undefined) => void
}

const HEAD = 'py-2 text-xs font-medium text-faint'

/** Every time it was set off, newest first; the list holds still while the pointer or the focus is on it. */
export function RunList({ mode, automationId, status, names, onStatus }: RunListProps) {
  const fallbackMs = useLiveFallbackMs()
  const runs = useInfiniteQuery({ ...runListQuery(mode, automationId, status), refetchInterval: fallbackMs })
  const { data: report } = useQuery({ ...reportQuery(mode, automationId), refetchInterval: fallbackMs })
  const { shown, hold, release } = useHeld(runs.data)
  const rows = shown?.pages.flatMap((page) => page.data) ?? []
  useRowKeys('run')
  const figure = (count: number | undefined) => (count === undefined ? undefined : formatCount(count))
  return (
    <>
      <Figures>
        <Figure name="Runs" value={figure(report?.runs)} note={report && loggedNote(report, 'the conditions held')} />
        <Figure name="Stopped by a rule" value={figure(report?.stopped)} note="a condition said no" />
        <Figure name="Sent" value={figure(report?.sent)} note="mails that left" />
        <Figure name="Failed" value={figure(report?.failed)} note="could not be sent" />
      </Figures>
      <p className="mb-3">
        <Select
          aria-label="Show runs"
          value={status ?? ''}
          onChange={(event) => onStatus((event.target.value || undefined) as RunStatus | undefined)}
        >
          <option value="">All runs</option>
          {RUN_STATUSES.map((one) => (
            <option key={one} value={one}>
              {RUN_WORDS[one].label}
            </option>
          ))}
        </Select>
      </p>
      <div className="overflow-clip rounded-lg border border-line bg-surface shadow-raised">
        {runs.isPending && <Skeleton className="m-4 h-32" />}
        {runs.isError && !runs.data && (
          <ErrorState title="The runs could not be loaded" error={runs.error} onRetry={() => void runs.refetch()} />
        )}
        {runs.data && rows.length === 0 && (
          <EmptyState title={status ? `No run is “${RUN_WORDS[status].label}”` : 'It has not run yet'}>
            {status ? (
              <Button onClick={() => onStatus(undefined)}>Show all runs</Button>
            ) : (
              <p>Each time it is set off a run appears here, also those that a condition stopped, with why.</p>
            )}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <table className="w-full table-fixed border-collapse max-sm:block">
            <caption className="sr-only">Runs, newest first</caption>
            <thead className="max-sm:sr-only">
              <tr>
                <th scope="col" className={`${HEAD} w-40 pl-4 text-left`}>
                  Status
                </th>
                <th scope="col" className={`${HEAD} pl-3 text-left`}>
                  Customer
                </th>
                <th scope="col" className={`${HEAD} w-58 pr-4 text-right`}>
                  Began
                </th>
              </tr>
            </thead>
            <tbody
              onPointerEnter={hold}
              onPointerLeave={release}
              onFocus={hold}
              onBlur={release}
              className="max-sm:block"
            >
              {rows.map((run) => (
                <RunRow key={run.id} mode={mode} run={run} names={names} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {runs.hasNextPage && (
        <p className="mt-3">
          <Button
            busy={runs.isFetchingNextPage}
            onClick={() => {
              release()
              void runs.fetchNextPage()
            }}
          >
            {runs.isFetchNextPageError ? 'Try again' : 'Load older'}
          </Button>
        </p>
      )}
    </>
  )
}
