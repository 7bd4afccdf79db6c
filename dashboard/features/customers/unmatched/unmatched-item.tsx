import { Link } from '@tanstack/react-router'
import { UserRoundX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { ExternalLink } from '../../../components/external-link.tsx'
import { StateBadge } from '../../../components/state-badge.tsx'
import { TEXT_LINK } from '../../../components/text-link.ts'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Unmatched } from '../../../lib/api-types.ts'
import { countOf } from '../../../lib/count-words.ts'
import { stripePage } from '../../../lib/stripe-page.ts'
import { customerName } from '../names.ts'
import { REASON_LABELS } from './reason-words.ts'

interface UnmatchedItemProps {
  mode: Mode
  unmatched: Unmatched
  onResolve: () => void
}

const EVENTS_SHOWN = 3

/** One that waits: who it seems to be, why nobody was found, whom it may be, and what waits with it. */
export function UnmatchedItem({ mode, unmatched, onResolve }: UnmatchedItemProps) {
  const { stripe_customer_id: id, name, email, user_id, reason, reason_text, candidates, events, since } = unmatched
  const title = name || email || id
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 py-4">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-2">
        <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 font-semibold wrap-anywhere">{title}</span>
          <StateBadge tone="warn" icon={UserRoundX} label={REASON_LABELS[reason]} />
        </h2>
        <p className="max-w-[75ch] break-words">{reason_text}</p>
        <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-soft">
          <Fact name="Stripe customer">
            <ExternalLink
              href={stripePage(`customers/${id}`, mode)}
              className={`${TEXT_LINK} font-mono text-xs break-all`}
            >
              {id}
            </ExternalLink>
            <CopyButton text={id} what="Stripe customer id" />
          </Fact>
          {email && email !== title && <Fact name="E-mail">{email}</Fact>}
          {user_id && <Fact name="User id">{user_id}</Fact>}
          <Fact name="Waiting since">
            <TimeAgo at={since} />
          </Fact>
        </dl>
        {candidates.length > 0 && (
          <p className="text-sm text-soft">
            May be{' '}
            {candidates.map((candidate, index) => (
              <span key={candidate.id}>
                {index > 0 && ', '}
                <Link
                  to="/$mode/customers/$customerId"
                  params={{ mode, customerId: candidate.id }}
                  search={{}}
                  className={TEXT_LINK}
                >
                  {customerName(candidate)}
                </Link>
              </span>
            ))}
          </p>
        )}
        <WaitingEvents mode={mode} id={id} events={events} />
      </div>
      <Button look="primary" onClick={onResolve}>
        Resolve…<span className="sr-only"> {title}</span>
      </Button>
    </li>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <dt className="text-faint">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1 break-all">{children}</dd>
    </div>
  )
}

function WaitingEvents({ mode, id, events }: { mode: Mode; id: string; events: Unmatched['events'] }) {
  if (events.length === 0) return <p className="text-sm text-faint">No event of it waits.</p>
  return (
    <p className="text-sm text-soft">
      {events.length >= 20 ? 'At least ' : ''}
      {countOf(events.length, 'event')} {events.length === 1 ? 'waits' : 'wait'}:{' '}
      {events.slice(0, EVENTS_SHOWN).map((event, index) => (
        <span key={event.id}>
          {index > 0 && ', '}
          <Link
            to="/$mode/events/$eventId"
            params={{ mode, eventId: event.id }}
            search={{}}
            className={`${TEXT_LINK} break-all`}
          >
            {event.type}
          </Link>
        </span>
      ))}
      {events.length > EVENTS_SHOWN && (
        <>
          {' and '}
          <Link to="/$mode/events" params={{ mode }} search={{ customer: id }} className={TEXT_LINK}>
            the others
          </Link>
        </>
      )}
    </p>
  )
}
