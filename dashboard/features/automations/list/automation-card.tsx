import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { Automation } from '../../../lib/api-types.ts'
import { formatCount } from '../../../lib/count-words.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { useIsOnScreen } from '../../../lib/use-is-on-screen.ts'
import type { AutomationNames } from '../automation-names.ts'
import { reportQuery } from '../get-automations.ts'
import { StatusSwitch } from '../status-switch.tsx'
import { automationSentence, goalWords, reentryWords } from '../words/sentence.ts'

interface AutomationCardProps {
  mode: Mode
  automation: Automation
  names: AutomationNames
}

/** What it does in a sentence, whether it runs, and what came of it. */
export function AutomationCard({ mode, automation, names }: AutomationCardProps) {
  const { id, name } = automation
  const more = [reentryWords(automation.reentry), goalWords(automation.goal, names)].filter((one) => one !== null)
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4 shadow-raised">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 flex-[1_1_12rem] text-md font-semibold break-words">
          <Link
            to="/$mode/automations/$automationId"
            params={{ mode, automationId: id }}
            search={{}}
            data-row={id}
            className="rounded-sm hover:underline"
          >
            {name}
          </Link>
        </h2>
        <StatusSwitch mode={mode} automation={automation} />
      </div>
      <p className="max-w-[75ch] break-words">{automationSentence(automation, names)}</p>
      {more.length > 0 && <p className="max-w-[75ch] text-sm break-words text-soft">{more.join(' ')}</p>}
      {automation.paused_because && (
        <p className="max-w-[75ch] rounded-md bg-warn-wash px-3 py-2 text-sm text-warn">
          Billhook paused it: {automation.paused_because}
        </p>
      )}
      <Counts mode={mode} automation={automation} />
    </li>
  )
}

/** Asked for only while the card is on the screen: an account may have 200 of them. */
function Counts({ mode, automation: { id, goal } }: Pick<AutomationCardProps, 'mode' | 'automation'>) {
  const list = useRef<HTMLUListElement>(null)
  const isOnScreen = useIsOnScreen(list)
  const refetchInterval = useLiveFallbackMs()
  const { data: report } = useQuery({ ...reportQuery(mode, id), refetchInterval, enabled: isOnScreen })
  const counts = [
    { what: 'Runs', count: report?.runs, tab: 'runs' },
    { what: 'Sent', count: report?.sent, tab: 'report' },
    ...(goal ? [{ what: 'Goal reached', count: report?.goal_reached, tab: 'report' } as const] : []),
  ] as const
  return (
    <ul
      ref={list}
      aria-label="Counted since it was made"
      className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line pt-3 text-sm"
    >
      {counts.map(({ what, count, tab }) => (
        <li key={what}>
          <Link
            to="/$mode/automations/$automationId"
            params={{ mode, automationId: id }}
            search={{ tab }}
            className="rounded-sm text-soft hover:text-ink hover:underline"
          >
            {what} <span className="font-semibold text-ink">{count === undefined ? '–' : formatCount(count)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
