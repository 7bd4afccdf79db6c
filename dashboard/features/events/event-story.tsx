import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Check, CircleAlert, FlaskConical, LoaderCircle, type LucideIcon, Minus } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { DeliveryLinks, RunLinks } from '../../components/action-links.tsx'
import { buttonClass } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import type { EventDetail } from '../../lib/api-types.ts'
import { formatClock, formatMoment } from '../../lib/time.ts'
import { EventChanges } from './event-changes.tsx'
import { ReplayButton } from './replay-button.tsx'
import { type StoryStep, storyOf } from './story.ts'

const DOTS: Record<StoryStep['tone'], { icon: LucideIcon; look: string }> = {
  done: { icon: Check, look: 'bg-good-wash text-good' },
  waiting: { icon: LoaderCircle, look: 'bg-note-wash text-note' },
  failed: { icon: CircleAlert, look: 'bg-bad-wash text-bad' },
  quiet: { icon: Minus, look: 'bg-sunken text-faint' },
}

/** The way of an event, step by step, each with its time. */
export function EventStory({ mode, event }: { mode: Mode; event: EventDetail }) {
  return (
    <Panel title="Story" aside={<EventActions mode={mode} event={event} />}>
      <ol className="px-4 py-4">
        {storyOf(event).map((step) => (
          <li key={step.key} className="group relative flex gap-3 pb-5 last:pb-0">
            <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
            <StepDot tone={step.tone} />
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-medium">{step.title}</span>
                {step.atMs !== null && (
                  <time
                    dateTime={new Date(step.atMs).toISOString()}
                    title={formatMoment(step.atMs)}
                    className="text-xs text-faint"
                  >
                    {formatClock(step.atMs)}
                  </time>
                )}
              </p>
              {step.sentences.map((sentence, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: replays repeat sentences, and their order stays
                <p key={index} className="max-w-[72ch] text-soft">
                  {sentence}
                </p>
              ))}
              {step.key === 'decided' && event.error && <ProcessingError error={event.error} />}
              {step.key === 'changes' && event.changes.length > 0 && <EventChanges event={event} />}
              {step.key === 'runs' && <RunLinks mode={mode} runs={event.runs} />}
              {step.key === 'deliveries' && <DeliveryLinks mode={mode} deliveries={event.deliveries} />}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** What has no payload any more can be neither replayed nor simulated; replaying says so itself. */
function EventActions({ mode, event }: { mode: Mode; event: EventDetail }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {event.payload && (
        <Link
          to="/$mode/settings/integrations/stripe"
          params={{ mode }}
          search={{ event: event.id }}
          className={buttonClass()}
        >
          <FlaskConical aria-hidden className="size-3.5" />
          Simulate from this
        </Link>
      )}
      <ReplayButton mode={mode} event={event} />
    </div>
  )
}

function StepDot({ tone }: { tone: StoryStep['tone'] }) {
  const { icon: Icon, look } = DOTS[tone]
  return (
    <span aria-hidden className={clsx('flex size-6 shrink-0 items-center justify-center rounded-full', look)}>
      <Icon className={clsx('size-3.5', tone === 'waiting' && 'animate-turn')} />
    </span>
  )
}

function ProcessingError({ error }: { error: string }) {
  return (
    <pre className="mt-2 max-w-full overflow-x-auto rounded-md bg-bad-wash px-3 py-2 font-mono text-xs whitespace-pre-wrap text-bad">
      {error}
    </pre>
  )
}
