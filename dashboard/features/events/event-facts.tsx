import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { modeOf } from '../../../worker/domain/ids.ts'
import { ExternalLink } from '../../components/external-link.tsx'
import { Panel } from '../../components/panel.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import type { EventDetail } from '../../lib/api-types.ts'
import { SOURCE_WORDS } from '../../lib/outcome-words.ts'
import { formatMoment } from '../../lib/time.ts'
import { RelatedEventsLink } from './related-events-link.tsx'

/** What an event is, apart from its story. */
export function EventFacts({ event }: { event: EventDetail }) {
  const stripePath = event.livemode ? 'events' : 'test/events'
  return (
    <Panel title="Facts" className="lg:sticky lg:top-[calc(var(--band)+1.5rem)]">
      <dl className="flex flex-col gap-3 px-4 py-3 text-sm">
        <Fact name="Created at Stripe">{formatMoment(Date.parse(event.created))}</Fact>
        <Fact name="Received">{formatMoment(Date.parse(event.received_at))}</Fact>
        <Fact name="Mode">{event.livemode ? 'Live' : 'Test'}</Fact>
        <Fact name="Source">{SOURCE_WORDS[event.source]}</Fact>
        <Fact name="API version">{event.api_version ?? 'Not given'}</Fact>
        <Fact name="Attempts">{event.attempts}</Fact>
        {event.stripe_object_id && (
          <Fact name="Object">
            <RelatedEventsLink livemode={event.livemode} id={event.stripe_object_id} by="object" />
          </Fact>
        )}
        {event.stripe_customer_id && (
          <Fact name="Stripe customer">
            <RelatedEventsLink livemode={event.livemode} id={event.stripe_customer_id} by="customer" />
          </Fact>
        )}
        {event.customer && (
          <Fact name="Customer">
            <Link
              to="/$mode/customers/$customerId"
              params={{ mode: modeOf(event.livemode), customerId: event.customer.id }}
              search={{}}
              className={TEXT_LINK}
            >
              {event.customer.email ?? event.customer.id}
            </Link>
          </Fact>
        )}
      </dl>
      <p className="border-t border-line px-4 py-3 text-sm">
        <ExternalLink href={`https://dashboard.stripe.com/${stripePath}/${event.id}`}>Open in Stripe</ExternalLink>
      </p>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  )
}
