import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { LogOnlyBadge } from '../../../components/log-only-badge.tsx'
import { RunBadge } from '../../../components/run-badge.tsx'
import type { Run } from '../../../lib/api-types.ts'
import { useOpenedRow } from '../../../lib/row-keys.ts'
import { formatMoment } from '../../../lib/time.ts'
import type { AutomationNames } from '../automation-names.ts'
import { runSummary } from './run-words.ts'

interface RunRowProps {
  mode: Mode
  run: Run
  names: AutomationNames
}

/** The link covers the whole row. */
export function RunRow({ mode, run, names }: RunRowProps) {
  const link = useOpenedRow(run.id)
  const atMs = Date.parse(run.started_at)
  return (
    <tr className="relative border-t border-line align-top max-sm:grid max-sm:gap-y-0.5 max-sm:px-4 max-sm:py-2.5 focus-within:bg-sunken hover:bg-sunken">
      <td className="py-2.5 pl-4 max-sm:p-0">
        <span className="flex flex-wrap items-center gap-x-2">
          <RunBadge status={run.status} />
          {run.log_only && <LogOnlyBadge />}
        </span>
      </td>
      <td className="min-w-0 py-2.5 pl-3 max-sm:p-0">
        <Link
          to="/$mode/runs/$runId"
          params={{ mode, runId: run.id }}
          state={{ stepsToList: 1 }}
          ref={link}
          data-row={run.id}
          className="font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {run.customer.name ?? run.customer.email ?? run.customer.id}
        </Link>
        <span className="block text-sm wrap-anywhere text-soft">{runSummary(run, names)}</span>
      </td>
      <td className="py-2.5 pr-4 pl-3 text-right text-sm whitespace-nowrap text-soft max-sm:p-0 max-sm:text-left">
        <time dateTime={run.started_at}>{formatMoment(atMs)}</time>
      </td>
    </tr>
  )
}
