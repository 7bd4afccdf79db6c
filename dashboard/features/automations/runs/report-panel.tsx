import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Figure, Figures } from '../../../components/figure.tsx'
import { Panel } from '../../../components/panel.tsx'
import { TEXT_LINK } from '../../../components/text-link.ts'
import type { Automation, Run } from '../../../lib/api-types.ts'
import { useClock } from '../../../lib/clock.ts'
import { formatCount } from '../../../lib/count-words.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import type { AutomationNames } from '../automation-names.ts'
import { reportQuery } from '../get-automations.ts'
import { goalWords } from '../words/sentence.ts'
import { runListQuery } from './get-runs.ts'
import { mrrPair } from './mrr-words.ts'
import { goalState, runsNote } from './run-words.ts'

interface ReportPanelProps {
  mode: Mode
  automation: Automation
  names: AutomationNames
}

/** What came of it: mails, and who reached the goal with which MRR before and then. */
export function ReportPanel({ mode, automation, names }: ReportPanelProps) {
  const { id, goal } = automation
  const report = useQuery({ ...reportQuery(mode, id), refetchInterval: useLiveFallbackMs() })
  const runs = useInfiniteQuery(runListQuery(mode, id))
  const aimed = runs.data?.pages.flatMap((page) => page.data).filter((run) => run.goal !== null) ?? []
  if (report.isError && !report.data)
    return (
      <ErrorState title="The report could not be loaded" error={report.error} onRetry={() => void report.refetch()} />
    )
  const { data } = report
  const figure = (count: number | undefined) => (count === undefined ? undefined : formatCount(count))
  const reached = data && data.runs > 0 ? `${Math.round((100 * data.goal_reached) / data.runs)} % of all runs` : ''
  return (
    <>
      <Figures>
        <Figure name="Runs" value={figure(data?.runs)} note={data && runsNote(data)} />
        <Figure name="Sent" value={figure(data?.sent)} note={data && `${formatCount(data.delivered)} confirmed`} />
        <Figure
          name="Not sent"
          value={figure(data && data.failed + data.suppressed + data.skipped + data.canceled)}
          note={data && `${formatCount(data.failed)} failed, ${formatCount(data.suppressed + data.skipped)} held back`}
        />
        <Figure name="Goal reached" value={figure(data?.goal_reached)} note={goal ? reached : 'no goal is set'} />
      </Figures>
      <Panel title="Goal">
        <p className="px-4 pt-4 text-soft">
          {goalWords(goal, names) ??
            'It has no goal. Set one under Edit, and each run from then on tells whether the customer got there.'}
        </p>
        {goal && aimed.length === 0 && <p className="px-4 pt-2 text-soft">No run with a goal yet.</p>}
        {aimed.length > 0 && <GoalTable mode={mode} runs={aimed} names={names} />}
        <p className="px-4 py-4 empty:hidden">
          {runs.hasNextPage && (
            <Button busy={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
              Load older
            </Button>
          )}
        </p>
      </Panel>
    </>
  )
}

const HEAD = 'px-3 py-1.5 text-xs font-medium text-faint'
const CELL = 'px-3 py-2 align-top'

function GoalTable({ mode, runs, names }: { mode: Mode; runs: Run[]; names: AutomationNames }) {
  const nowMs = useClock((present) => Math.floor(present / 60_000)) * 60_000
  return (
    <div className="mt-3 overflow-x-auto border-t border-line">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">Runs with a goal, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className={HEAD}>
              Customer
            </th>
            <th scope="col" className={HEAD}>
              Goal
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              MRR before → then
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className="border-t border-line">
              <td className={`${CELL} wrap-anywhere`}>
                <Link to="/$mode/runs/$runId" params={{ mode, runId: run.id }} className={TEXT_LINK}>
                  {run.customer.name ?? run.customer.email ?? run.customer.id}
                </Link>
              </td>
              <td className={CELL}>{run.goal && goalState(run.goal, nowMs)}</td>
              <td className={`${CELL} text-right`}>{mrrPair(run, names)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
