import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Figure } from '../../components/figure.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { KIND_WORDS, turnedAway } from './connection-words.ts'
import { connectionQuery } from './get-connection.ts'

/** Is it connected, when did the last event come, was anything turned away. */
export function ConnectionFigures({ mode }: { mode: Mode }) {
  const { data: connection, isError } = useQuery(connectionQuery(mode))
  const unknown = isError ? '–' : undefined
  const last = connection?.last_event
  const away = connection && turnedAway(connection).reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <Figure
        name="Connection"
        value={connection ? <ConnectionStatus status={connection.status} /> : unknown}
        note={connection?.kind ? KIND_WORDS[connection.kind].label : connection && 'No events can arrive'}
      />
      <Figure
        name="Last event"
        value={last ? <TimeAgo at={last.received_at} /> : connection ? 'None yet' : unknown}
        note={
          last ? (
            <Link
              to="/$mode/events/$eventId"
              params={{ mode, eventId: last.id }}
              search={{}}
              title={last.type}
              className={TEXT_LINK}
            >
              {last.type}
            </Link>
          ) : (
            connection && `Waiting for the first in ${mode} mode`
          )
        }
      />
      <Figure name="Turned away in 24 h" value={away ?? unknown} note={awayNote(away)} />
    </>
  )
}

function awayNote(count: number | undefined): string | undefined {
  if (count === undefined) return undefined
  if (count === 0) return 'Nothing was refused'
  return count === 1 ? 'request, see below' : 'requests, see below'
}
