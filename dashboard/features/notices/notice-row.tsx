import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { Notice } from '../../lib/api-types.ts'
import { useDismiss } from './get-notices.ts'
import { NoticeLink } from './notice-link.tsx'

/** What happened, whom it was mailed to, and the one place to look at. */
export function NoticeRow({ mode, notice }: { mode: Mode; notice: Notice }) {
  const { id, kind, title, text, status, opened_at: opened, ended_at: ended, dismissed_at: dismissed } = notice
  const dismiss = useDismiss(mode)
  const isGood = kind === 'first_event' || status === 'over'
  const Icon = isGood ? CircleCheck : TriangleAlert
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-80 gap-2.5">
        <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${isGood ? 'text-good' : 'text-warn'}`} />
        <div className="min-w-0 max-w-[75ch]">
          <h3 className="font-semibold">{title}</h3>
          <p className="break-words">{text}</p>
          <p className="text-sm text-soft">
            <TimeAgo at={opened} />
            {ended && (
              <>
                , over <TimeAgo at={ended} />
              </>
            )}
            . {mailedWords(notice)}
          </p>
          {dismiss.isError && (
            <p role="alert" className="text-sm font-medium text-bad">
              It could not be dismissed: {dismiss.error.message}
            </p>
          )}
        </div>
      </div>
      <div className="flex flex-wrap gap-2 max-sm:pl-6.5">
        <NoticeLink mode={mode} notice={notice} />
        {status === 'open' && !dismissed && (
          <Button
            look="quiet"
            busy={dismiss.isPending}
            onClick={() => dismiss.mutate(id)}
            aria-label={`Dismiss: ${title}`}
          >
            Dismiss
          </Button>
        )}
      </div>
    </li>
  )
}

function mailedWords({ mailed_to: to }: Notice): string {
  return to.length > 0 ? `Mailed to ${to.join(', ')}.` : 'Mailed to nobody.'
}
