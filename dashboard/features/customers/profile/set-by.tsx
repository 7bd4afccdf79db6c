import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { TEXT_LINK } from '../../../components/text-link.ts'
import { readSetBy } from './set-by-words.ts'

/** What set a value: a link to the event, or words for what is none. */
export function SetBy({ mode, by }: { mode: Mode; by: string }) {
  const setBy = readSetBy(by)
  if ('words' in setBy) return <span>{setBy.words}</span>
  return (
    <Link
      to="/$mode/events/$eventId"
      params={{ mode, eventId: setBy.eventId }}
      search={{}}
      className={`${TEXT_LINK} font-mono text-xs break-all`}
    >
      {setBy.eventId}
    </Link>
  )
}
