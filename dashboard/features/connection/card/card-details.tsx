import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { Connection } from '../../../lib/api-types.ts'
import { PermissionList } from '../connect/permission-list.tsx'
import { secretIsWanted } from '../connection-words.ts'
import { waysQuery } from '../get-ways.ts'
import { SECRET_FORM_ID, SecretForm } from '../webhook/secret-form.tsx'

/** What is rarely needed, folded up: the permissions, and the form for a signing secret. */
export function CardDetails({ mode, connection }: { mode: Mode; connection: Connection }) {
  const { data: ways } = useQuery(waysQuery(mode))
  const isLedHere = useLocation({ select: ({ hash }) => hash === SECRET_FORM_ID })
  const { kind, status } = connection
  const isWanted = secretIsWanted(connection)
  // What comes through OAuth is signed for the platform, whose secret is a setting of the deployment.
  const hasOwnEndpoint = kind === 'restricted_key' || kind === 'webhook_only'
  return (
    <>
      {kind !== null && kind !== 'webhook_only' && ways && (
        <Folded title="What Billhook may do in Stripe">
          <PermissionList permissions={ways.restricted_key.permissions} />
        </Folded>
      )}
      {status !== 'disconnected' && (hasOwnEndpoint || isWanted) && (
        <Folded title="Add a signing secret" open={isLedHere || isWanted}>
          <SecretForm mode={mode} />
        </Folded>
      )}
    </>
  )
}

function Folded({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="border-t border-line px-4 py-3" open={open}>
      <summary className="w-fit rounded-sm text-sm text-soft hover:text-ink">{title}</summary>
      <div className="pt-3 text-soft">{children}</div>
    </details>
  )
}
