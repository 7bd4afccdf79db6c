import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Check, CircleAlert, CircleSlash, Clock, type LucideIcon, Minus } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { TEXT_LINK } from '../../../components/text-link.ts'
import type { Run } from '../../../lib/api-types.ts'
import { formatMoment } from '../../../lib/time.ts'
import type { AutomationNames } from '../automation-names.ts'
import { runStory, type StoryStep } from './run-words.ts'

/** A condition that stopped it is grey: it did what it should. */
const DOTS: Record<StoryStep['tone'], { icon: LucideIcon; look: string }> = {
  done: { icon: Check, look: 'bg-good-wash text-good' },
  waiting: { icon: Clock, look: 'bg-note-wash text-note' },
  stopped: { icon: CircleSlash, look: 'bg-sunken text-soft' },
  failed: { icon: CircleAlert, look: 'bg-bad-wash text-bad' },
  left: { icon: Minus, look: 'bg-sunken text-faint' },
}

interface RunStoryProps {
  mode: Mode
  run: Run
  names: AutomationNames
}

/** What it did, step by step. */
export function RunStory({ mode, run, names }: RunStoryProps) {
  return (
    <ol aria-label="Steps" className="px-4 py-4">
      {runStory(run, names).map(({ key, tone, title, atMs, detail, delivery }) => {
        const { icon: Icon, look } = DOTS[tone]
        return (
          <li key={key} className="group relative flex gap-3 pb-5 last:pb-0">
            <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
            <span aria-hidden className={clsx('flex size-6 shrink-0 items-center justify-center rounded-full', look)}>
              <Icon className="size-3.5" />
            </span>
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className={clsx('min-w-0 break-words', tone === 'left' ? 'text-faint' : 'font-medium')}>
                  {title}
                </span>
                {atMs !== null && (
                  <time dateTime={new Date(atMs).toISOString()} className="text-xs text-faint">
                    {formatMoment(atMs)}
                  </time>
                )}
              </p>
              {detail && (
                <p className={clsx('max-w-[72ch] break-words', tone === 'left' ? 'text-faint' : 'text-soft')}>
                  {detail}
                </p>
              )}
              {delivery && (
                <Link
                  to="/$mode/deliveries/$deliveryId"
                  params={{ mode, deliveryId: delivery }}
                  className={`${TEXT_LINK} text-soft`}
                >
                  See what was sent
                </Link>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
