import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Clock, Hand, type LucideIcon, RefreshCw, SlidersHorizontal, Zap } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { DeliveryLinks, RunLinks } from '../../../components/action-links.tsx'
import { OutcomeBadge } from '../../../components/outcome-badge.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { TimelineItem } from '../../../lib/api-types.ts'
import { formatClock, formatMoment } from '../../../lib/time.ts'
import type { Names } from '../names.ts'
import { readSetBy } from './set-by-words.ts'
import { TimelineChanges } from './timeline-changes.tsx'

interface TimelineEntryProps {
  mode: Mode
  item: TimelineItem
  names: Names
  withDay: boolean
}

/** One moment: an event with what it did, or a change that something else made. */
export function TimelineEntry({ mode, item, names, withDay }: TimelineEntryProps) {
  const { event, at, notes } = item
  // What an event changed at Stripe's own objects stands on its page; its notes say it here.
  const changes = item.changes.filter(({ customer }) => customer !== null)
  const atMs = Date.parse(at)
  const isGone = event !== null && event.outcome === null
  const isWithoutEffect = event?.outcome === 'processed' && changes.length === 0 && notes.length > 0
  return (
    <li className="group relative flex gap-3 pb-5 last:pb-0">
      <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
      <Dot icon={event ? Zap : changeIcon(item.set_by)} isQuiet={changes.length === 0} />
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            {event && !isGone ? (
              <Link
                to="/$mode/events/$eventId"
                params={{ mode, eventId: event.id }}
                search={{}}
                className="font-medium break-words underline decoration-line-strong underline-offset-3 hover:decoration-ink"
              >
                {event.type}
              </Link>
            ) : (
              <span className="font-medium">{event ? event.type : changeTitle(item.set_by)}</span>
            )}
            {event?.outcome && event.outcome !== 'processed' && <OutcomeBadge outcome={event.outcome} />}
            {event?.stale && <span className="text-xs text-faint">stale</span>}
          </span>
          <span className="text-xs text-faint">
            {withDay ? (
              <TimeAgo at={at} />
            ) : (
              <time dateTime={at} title={formatMoment(atMs)}>
                {formatClock(atMs)}
              </time>
            )}
          </span>
        </p>
        {isGone && <p className="text-soft">The event itself was removed when its time of retention was over.</p>}
        {isWithoutEffect ? (
          <details className="text-soft">
            <summary className="mt-0.5 w-fit rounded-sm py-0.5 hover:text-ink">Changed nothing here</summary>
            <Notes notes={notes} />
          </details>
        ) : (
          <Notes notes={notes} />
        )}
        <TimelineChanges changes={changes} names={names} />
        <RunLinks mode={mode} runs={item.runs} />
        <DeliveryLinks mode={mode} deliveries={item.deliveries} />
      </div>
    </li>
  )
}

function Notes({ notes }: { notes: readonly string[] }) {
  return notes.map((note, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: replays repeat notes, and their order stays
    <p key={index} className="max-w-[72ch] break-words text-soft">
      {note}
    </p>
  ))
}

/** What is no event is titled by what made it. */
function changeTitle(setBy: string | null): string {
  const by = setBy === null ? null : readSetBy(setBy)
  return by && 'words' in by ? by.words : 'Change'
}

const ICONS: Record<string, LucideIcon> = {
  import: RefreshCw,
  resync: RefreshCw,
  refetch: RefreshCw,
  recompute: RefreshCw,
  clock: Clock,
  settings: SlidersHorizontal,
}

function changeIcon(setBy: string | null): LucideIcon {
  return (setBy === null ? null : ICONS[setBy]) ?? Hand
}

function Dot({ icon: Icon, isQuiet }: { icon: LucideIcon; isQuiet: boolean }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'flex size-6 shrink-0 items-center justify-center rounded-full',
        isQuiet ? 'bg-sunken text-faint' : 'bg-note-wash text-note',
      )}
    >
      <Icon className="size-3.5" />
    </span>
  )
}
