import { useEffect } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import type { ConnectionWays } from '../../../lib/api-types.ts'
import { PermissionList } from './permission-list.tsx'
import { type OauthKind, useStartOauth } from './start-oauth.ts'

interface OauthWayProps {
  mode: Mode
  kind: OauthKind
  ways: ConnectionWays
}

/** What is asked for, then over to Stripe's own page. */
export function OauthWay({ mode, kind, ways }: OauthWayProps) {
  const start = useStartOauth(mode, kind)
  const { reset } = start
  // Back by the browser's back button the page may come from memory, still busy.
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => event.persisted && reset()
    window.addEventListener('pageshow', onShow)
    return () => window.removeEventListener('pageshow', onShow)
  }, [reset])
  return (
    <div className="flex flex-col items-start gap-4 px-4 py-4 text-soft">
      <p className="max-w-[75ch]">{INTRO[kind]}</p>
      {kind === 'connect_oauth' && ways.connect_oauth.scope === 'read_write' && (
        <p className="max-w-[75ch]">
          Stripe will say that access to <em>read and write</em> is asked for: it offers new platforms nothing less.
          Billhook writes nothing but what brings events here.
        </p>
      )}
      <PermissionList permissions={ways.restricted_key.permissions} />
      {start.isError && (
        <ProblemNote title="Stripe’s page could not be opened" error={start.error}>
          <p className="text-soft">{start.error.message}</p>
        </ProblemNote>
      )}
      <Button look="primary" busy={start.isPending || start.isSuccess} onClick={() => start.mutate()}>
        {start.isPending || start.isSuccess ? 'Opening Stripe…' : 'Continue to Stripe'}
      </Button>
    </div>
  )
}

const INTRO: Record<OauthKind, string> = {
  app_oauth:
    'Stripe asks you to install the app and shows what it may read. There is no key to copy; uninstalling the app in Stripe ends the access at once.',
  connect_oauth:
    'Stripe asks you to choose an account and to allow the access. There is no key to copy; revoking it in Stripe ends the access at once.',
}
