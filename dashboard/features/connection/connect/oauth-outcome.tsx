import { Info, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { IconButton } from '../../../components/icon-button.tsx'
import type { Connection } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { connectedText } from './connect-with-key.ts'
import { type OauthResult, oauthWords } from './oauth-result.ts'
import { PendingGrant } from './pending-grant.tsx'

export interface OauthReturn {
  oauth: OauthResult
  pending?: string | undefined
  error?: string | undefined
  /** The Stripe account that a pending grant is for. */
  stripe_account?: string | undefined
}

interface OauthOutcomeProps {
  mode: Mode
  outcome: OauthReturn
  connection: Connection | undefined
  onDone: () => void
}

/** What came of the way to Stripe and back. */
export function OauthOutcome({ mode, outcome, connection, onDone }: OauthOutcomeProps) {
  if (outcome.oauth === 'connected') return <Connected connection={connection} onDone={onDone} />
  if (outcome.oauth === 'confirm' && outcome.pending)
    return (
      <PendingGrant
        mode={mode}
        pending={outcome.pending}
        current={connection?.stripe_account?.id ?? 'The present account'}
        next={outcome.stripe_account ?? null}
        onDone={onDone}
      />
    )
  const { title, detail, isFine } = oauthWords(outcome.oauth, mode, outcome.error)
  const Icon = isFine ? Info : TriangleAlert
  return (
    <div role="alert" className="mb-6 flex gap-2.5 rounded-lg border border-line bg-surface px-4 py-3 shadow-raised">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${isFine ? 'text-note' : 'text-warn'}`} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        <p className="max-w-[75ch] text-soft">{detail}</p>
      </div>
      <IconButton label="Dismiss" onClick={onDone} className="-my-0.5">
        <X className="size-4" />
      </IconButton>
    </div>
  )
}

/** Told in passing; the page below shows the changed state. */
function Connected({ connection, onDone }: Pick<OauthOutcomeProps, 'connection' | 'onDone'>) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the connection is known
  useEffect(() => {
    if (!connection) return
    showToast(connectedText(connection))
    onDone()
  }, [connection !== undefined])
  return null
}
