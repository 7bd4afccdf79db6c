import type { Mode } from '../../../worker/domain/ids.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { useMakeEndpoint } from './change-endpoints.ts'
import { EndpointForm } from './endpoint-form.tsx'
import { SecretDialog } from './secret-dialog.tsx'

interface NewEndpointViewProps {
  mode: Mode
  /** Once the secret was seen. */
  onMade: (id: string) => void
  onCancel: () => void
}

export function NewEndpointView({ mode, onMade, onCancel }: NewEndpointViewProps) {
  const make = useMakeEndpoint(mode)
  return (
    <>
      <PageHeading title="New endpoint" />
      <EndpointForm
        endpoint={null}
        saving={make.isPending}
        saved={make.isSuccess}
        error={make.error}
        onSave={(input) => make.mutate(input)}
        onCancel={onCancel}
      />
      {make.data && (
        <SecretDialog secret={make.data.secret} rotated={false} onClose={() => make.data && onMade(make.data.id)} />
      )}
    </>
  )
}
