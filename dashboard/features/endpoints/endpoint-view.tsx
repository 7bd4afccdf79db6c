import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { NotFound } from '../../components/not-found.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { isNotFound } from '../../lib/api-error.ts'
import type { Endpoint } from '../../lib/api-types.ts'
import { showToast } from '../../lib/toast.ts'
import { useChangeEndpoint } from './change-endpoints.ts'
import { EndpointActions } from './endpoint-actions.tsx'
import { EndpointDeliveries } from './endpoint-deliveries.tsx'
import { EndpointFacts } from './endpoint-facts.tsx'
import { EndpointForm } from './endpoint-form.tsx'
import { endpointQuery, STATE_POLL_MS } from './get-endpoints.ts'
import { VerifySnippet } from './verify-snippet.tsx'

interface EndpointViewProps {
  mode: Mode
  endpointId: string
  onDeleted: () => void
}

export function EndpointView({ mode, endpointId, onDeleted }: EndpointViewProps) {
  const endpoint = useQuery({ ...endpointQuery(mode, endpointId), refetchInterval: STATE_POLL_MS })
  const [editing, setEditing] = useState(false)
  const [wasEdited, setWasEdited] = useState(false)
  if (isNotFound(endpoint.error)) return <EndpointNotFound mode={mode} endpointId={endpointId} />
  if (endpoint.data && editing)
    return (
      <Editing
        mode={mode}
        endpoint={endpoint.data}
        onDone={() => {
          setEditing(false)
          setWasEdited(true)
        }}
      />
    )
  return (
    <>
      <PageHeading title="Endpoint">
        {endpoint.data && (
          <EndpointActions
            mode={mode}
            endpoint={endpoint.data}
            wasEdited={wasEdited}
            onEdit={() => setEditing(true)}
            onDeleted={onDeleted}
          />
        )}
      </PageHeading>
      {endpoint.isPending && <Skeleton className="h-64" />}
      {endpoint.isError && !endpoint.data && (
        <Panel title="Endpoint">
          <ErrorState
            title="The endpoint could not be loaded"
            error={endpoint.error}
            onRetry={() => void endpoint.refetch()}
          />
        </Panel>
      )}
      {endpoint.data && (
        <div className="flex flex-col gap-6">
          <EndpointFacts endpoint={endpoint.data} />
          <EndpointDeliveries mode={mode} endpoint={endpoint.data} />
          <Panel title="On your side">
            <div className="px-4 py-4">
              <VerifySnippet />
            </div>
          </Panel>
        </div>
      )}
    </>
  )
}

function Editing({ mode, endpoint, onDone }: { mode: Mode; endpoint: Endpoint; onDone: () => void }) {
  const change = useChangeEndpoint(mode, endpoint.id)
  return (
    <>
      <PageHeading title="Edit endpoint" />
      <EndpointForm
        endpoint={endpoint}
        saving={change.isPending}
        saved={change.isSuccess}
        error={change.error}
        onSave={(input) =>
          change.mutate(input, {
            onSuccess: () => {
              showToast('Endpoint saved')
              onDone()
            },
          })
        }
        onCancel={onDone}
      />
    </>
  )
}

function EndpointNotFound({ mode, endpointId }: { mode: Mode; endpointId: string }) {
  return (
    <NotFound mode={mode} noun="endpoint" id={endpointId}>
      <Link to="/$mode/endpoints" params={{ mode }} className={buttonClass()}>
        All endpoints
      </Link>
    </NotFound>
  )
}
