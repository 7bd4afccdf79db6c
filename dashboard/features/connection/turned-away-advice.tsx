import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Panel } from '../../components/panel.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import { needsSetUp, turnedAway } from './connection-words.ts'
import { connectionQuery } from './get-connection.ts'
import { SECRET_FORM_ID } from './webhook/secret-form.tsx'

/** Why requests were turned away and what to do; nothing where there were none. */
export function TurnedAwayAdvice({ mode, className }: { mode: Mode; className?: string }) {
  const { data: connection } = useQuery(connectionQuery(mode))
  const kinds = connection ? turnedAway(connection).filter(({ count }) => count > 0) : []
  if (kinds.length === 0) return null
  return (
    <Panel
      title="Turned away"
      aside={<span className="text-xs text-faint">last 24 hours</span>}
      {...(className ? { className } : {})}
    >
      <ul className="divide-y divide-line">
        {kinds.map(({ count, name, advice, wantsSecret }) => (
          <li key={name} className="flex gap-2.5 px-4 py-3">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <div className="max-w-[80ch]">
              <p className="font-medium">
                {count === 1 ? `1 request ${name.replace(/^were /, 'was ')}` : `${count} requests ${name}`}
              </p>
              <p className="text-soft">{advice}</p>
              {wantsSecret && (
                <Link
                  to="/$mode/connect"
                  params={{ mode }}
                  search={connection && needsSetUp(connection) ? { way: 'webhook_only' } : {}}
                  hash={SECRET_FORM_ID}
                  className={TEXT_LINK}
                >
                  Add a signing secret
                </Link>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
