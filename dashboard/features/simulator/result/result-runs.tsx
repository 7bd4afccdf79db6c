import { CircleCheck, CircleSlash } from 'lucide-react'
import { LogOnlyBadge } from '../../../components/log-only-badge.tsx'
import { StateBadge } from '../../../components/state-badge.tsx'
import type { Simulation } from '../../../lib/api-types.ts'
import { actualWords, conditionWords } from './run-words.ts'

/** Those that would run come first; of the others, why not. */
export function ResultRuns({ runs }: { runs: Simulation['runs'] }) {
  const ordered = runs.toSorted((a, b) => rank(a) - rank(b))
  return (
    <ul className="flex flex-col gap-2.5">
      {ordered.map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one automation may run twice, and the list does not change
        <li key={index} className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="min-w-0 font-medium break-words">{run.automation.name}</span>
            {run.matched ? (
              <StateBadge
                tone="good"
                icon={CircleCheck}
                label={run.status === 'waiting' ? 'Runs, then waits' : 'Runs'}
              />
            ) : (
              <StateBadge tone="quiet" icon={CircleSlash} label="Does not run" />
            )}
            {run.log_only && <LogOnlyBadge />}
          </p>
          <p className="max-w-[72ch] text-sm break-words text-soft">{reasonOf(run)}</p>
          {run.log_only && run.steps.length > 0 && (
            <ol
              aria-label={`What ${run.automation.name} would do`}
              className="max-w-[72ch] list-decimal pl-5 text-sm break-words text-soft"
            >
              {run.steps.map((step, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
                <li key={at}>{step}</li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ul>
  )
}

const rank = ({ matched, status }: Simulation['runs'][number]): number => (matched ? 0 : status === null ? 2 : 1)

function reasonOf({ trigger, matched, failing_condition: failing, reason }: Simulation['runs'][number]): string {
  if (failing) return `A condition does not hold: ${conditionWords(failing)}. It is ${actualWords(failing)}.`
  if (reason) return reason === NOT_STARTED ? `Waits for ${trigger}, which does not happen here.` : reason
  return matched ? `Started by ${trigger}.` : `Stopped after ${trigger}.`
}

const NOT_STARTED = 'Nothing happened that it waits for.'
