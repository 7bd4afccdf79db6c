import { Link } from '@tanstack/react-router'
import { CodeLine } from '../../../components/code-line.tsx'
import { TEXT_LINK } from '../../../components/text-link.ts'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Connection } from '../../../lib/api-types.ts'
import { endpointUrl, endpointWords, KIND_WORDS } from '../connection-words.ts'
import { AccountFact } from './account-fact.tsx'
import { Fact } from './fact.tsx'

/** All that is known of the connection. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const { kind, last_event: last, mode } = connection
  // Ended on purpose: of endpoint and reading there is nothing left to tell.
  const isOver = connection.status === 'disconnected' && connection.conditions.length === 0
  return (
    <dl className="grid gap-x-8 gap-y-4 px-4 py-4 sm:grid-cols-2 lg:grid-cols-3">
      <AccountFact connection={connection} />
      <Fact
        name={isOver ? 'Was connected by' : 'Connected by'}
        note={kind && connection.status !== 'disconnected' && KIND_WORDS[kind].meaning}
      >
        {kind ? KIND_WORDS[kind].label : 'Nothing'}
        {connection.key_last4 && (
          <span className="text-soft">
            {' '}
            <span aria-hidden>••••</span>
            <span className="sr-only">ends in</span> <code className="font-mono text-sm">{connection.key_last4}</code>
          </span>
        )}
        {connection.scope && <span className="text-soft"> · {connection.scope}</span>}
      </Fact>
      <Fact name="Last event" note={last && <Moment at={last.received_at} />}>
        {last ? (
          <Link to="/$mode/events/$eventId" params={{ mode, eventId: last.id }} search={{}} className={TEXT_LINK}>
            {last.type}
          </Link>
        ) : (
          <span className="text-soft">None yet</span>
        )}
      </Fact>
      {!isOver && <EndpointFact connection={connection} />}
      {!isOver && kind !== null && kind !== 'webhook_only' && <ReadingFacts connection={connection} />}
      {!isOver && (
        <div className="min-w-0 sm:col-span-2 lg:col-span-3">
          <dt className="mb-1 text-xs text-faint">Endpoint address</dt>
          <dd className="max-w-[44rem]">
            <CodeLine code={endpointUrl(connection, window.location.origin)} what="endpoint address" />
          </dd>
        </div>
      )}
    </dl>
  )
}

function EndpointFact({ connection: { webhook, api_version: version } }: { connection: Connection }) {
  if (!webhook) return <Fact name="Webhook endpoint">None</Fact>
  const missing = webhook.missing_event_types
  return (
    <Fact
      name="Webhook endpoint"
      note={missing.length > 0 ? <MissingTypes types={missing} /> : version && `API version ${version}`}
    >
      {endpointWords(webhook.status)}
    </Fact>
  )
}

function ReadingFacts({ connection }: { connection: Connection }) {
  return (
    <>
      <Fact name="Last catch-up" note="Looks hourly for events that no webhook brought">
        <Moment at={connection.last_catch_up_at} />
      </Fact>
      <Fact name="Last catalog sync" note="Compares products and prices with Stripe">
        <Moment at={connection.last_catalog_sync_at} />
      </Fact>
    </>
  )
}

function MissingTypes({ types }: { types: string[] }) {
  return (
    <details>
      <summary className="w-fit rounded-sm text-warn">
        {types.length === 1 ? '1 event type is' : `${types.length} event types are`} not sent
      </summary>
      <span className="block font-mono text-xs leading-5 break-words">{types.join(', ')}</span>
    </details>
  )
}

function Moment({ at }: { at: string | null }) {
  return at ? <TimeAgo at={at} /> : <span className="text-soft">Not yet</span>
}
