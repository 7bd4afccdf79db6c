import { Link } from '@tanstack/react-router'
import { CloudOff } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import { ExternalLink } from '../../../components/external-link.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { ApiError } from '../../../lib/api-error.ts'
import type { ConnectionWays } from '../../../lib/api-types.ts'
import { CheckList } from './check-list.tsx'
import { checkStates, keyProblem, missingPermissions } from './key-problem.ts'

interface KeyProblemNoteProps {
  mode: Mode
  error: unknown
  ways: ConnectionWays
}

/** Why the key does not connect, how far it came, and what to do; the key stays in its field meanwhile. */
export function KeyProblemNote({ mode, error, ways }: KeyProblemNoteProps) {
  const { title, detail, action } = keyProblem(error, mode)
  const states = checkStates(error)
  const missing = missingPermissions(error, ways)
  const isOutage = error instanceof ApiError && error.code === 'stripe_unavailable'
  return (
    <ProblemNote title={title} error={error} {...(isOutage ? { icon: CloudOff } : {})}>
      {missing.length > 0 ? (
        <>
          <p className="text-soft">Edit the key in Stripe, set these, save it, and press Connect again:</p>
          <ul className="my-1 flex flex-col gap-1.5">
            {missing.map(({ name, box, access, why }) => (
              <li key={name}>
                {box === null ? (
                  <code className="font-mono text-sm">{name}</code>
                ) : (
                  <span className="font-semibold">
                    {box}: {access}
                  </span>
                )}
                <span className="block text-sm text-soft">{why}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="max-w-[70ch] text-soft">{detail}</p>
      )}
      {states && <CheckList states={states} />}
      {action?.type === 'open' && (
        <ExternalLink href={action.url} className={`${buttonClass()} mt-1`}>
          {action.label}
        </ExternalLink>
      )}
      {action?.type === 'switch_mode' && <SwitchMode mode={mode} />}
    </ProblemNote>
  )
}

/** To the same page of the other mode; the key stays behind, as it is kept nowhere. */
export function SwitchMode({ mode }: { mode: Mode }) {
  const other = mode === 'test' ? 'live' : 'test'
  return (
    <Link to="/$mode/connect" params={{ mode: other }} search={{}} className={`${buttonClass()} mt-1`}>
      Connect in {other} mode instead
    </Link>
  )
}
