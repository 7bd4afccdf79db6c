import { FlaskConical, History, KeyRound, Pause, Pencil, Play, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import type { Endpoint } from '../../lib/api-types.ts'
import { showToast } from '../../lib/toast.ts'
import { useChangeEndpoint, useTestEndpoint } from './change-endpoints.ts'
import { DeleteEndpointDialog } from './delete-endpoint-dialog.tsx'
import { RecoverDialog } from './recover-dialog.tsx'
import { RotateDialog } from './rotate-dialog.tsx'

interface EndpointActionsProps {
  mode: Mode
  endpoint: Endpoint
  /** The reader comes back from its form, which “Edit” opened. */
  wasEdited: boolean
  onEdit: () => void
  onDeleted: () => void
}

export function EndpointActions({ mode, endpoint, wasEdited, onEdit, onDeleted }: EndpointActionsProps) {
  const [asking, setAsking] = useState<'rotate' | 'recover' | 'delete' | null>(null)
  const test = useTestEndpoint(mode, endpoint.id)
  const change = useChangeEndpoint(mode, endpoint.id)
  const isOn = endpoint.status === 'enabled'
  const close = () => setAsking(null)
  const edit = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (wasEdited) edit.current?.focus()
  }, [wasEdited])

  const failed = test.error ?? change.error
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        busy={test.isPending}
        onClick={() => test.mutate(undefined, { onSuccess: () => showToast('A test event is on its way') })}
      >
        <FlaskConical aria-hidden className="size-3.5" />
        Send a test event
      </Button>
      <Button onClick={() => setAsking('recover')}>
        <History aria-hidden className="size-3.5" />
        Recover…
      </Button>
      <Button onClick={() => setAsking('rotate')}>
        <KeyRound aria-hidden className="size-3.5" />
        Rotate secret…
      </Button>
      <Button busy={change.isPending} onClick={() => change.mutate({ status: isOn ? 'disabled' : 'enabled' })}>
        {isOn ? <Pause aria-hidden className="size-3.5" /> : <Play aria-hidden className="size-3.5" />}
        {isOn ? 'Disable' : 'Enable'}
      </Button>
      <Button ref={edit} onClick={onEdit}>
        <Pencil aria-hidden className="size-3.5" />
        Edit
      </Button>
      <Button onClick={() => setAsking('delete')}>
        <Trash2 aria-hidden className="size-3.5" />
        Delete
      </Button>
      {failed && (
        <p role="alert" className="w-full text-sm text-bad">
          {failed.message}
        </p>
      )}
      {asking === 'rotate' && <RotateDialog mode={mode} endpoint={endpoint} onClose={close} />}
      {asking === 'recover' && <RecoverDialog mode={mode} endpoint={endpoint} onClose={close} />}
      {asking === 'delete' && (
        <DeleteEndpointDialog mode={mode} endpoint={endpoint} onDeleted={onDeleted} onClose={close} />
      )}
    </div>
  )
}
