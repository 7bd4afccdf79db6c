import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { AccessBadge } from '../../features/customers/access-badge.tsx'
import { CustomerPicker } from '../../features/customers/customer-picker.tsx'
import { customerQuery } from '../../features/customers/get-customer.ts'
import { DiffTable } from '../../features/events/diff-table.tsx'
import { SimulatorView } from '../../features/simulator/simulator-view.tsx'

const route = getRouteApi('/$mode/settings/integrations/stripe')

export function SimulatorPage() {
  const { mode } = route.useParams()
  const navigate = route.useNavigate()
  return (
    <SimulatorView
      key={mode}
      mode={mode}
      search={route.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true, resetScroll: false })}
      customerPicker={(id, onPick) => <ChosenCustomer mode={mode} id={id} onPick={onPick} />}
      parts={{
        access: (state) => <AccessBadge state={state} />,
        changes: (changes, currency) => (
          <div className="overflow-x-auto rounded-md border border-line">
            <DiffTable
              caption="What changes for the customer"
              rows={changes.map(({ field, from, to }, at) => ({ key: String(at), path: field, field, from, to }))}
              currency={currency}
            />
          </div>
        ),
      }}
    />
  )
}

interface ChosenCustomerProps {
  mode: Mode
  id: string | undefined
  onPick: (id: string | undefined) => void
}

/** One that is gone, or not here, can be chosen anew. */
function ChosenCustomer({ mode, id, onPick }: ChosenCustomerProps) {
  const chosen = useQuery({ ...customerQuery(mode, id ?? ''), enabled: id !== undefined })
  const unnamed = id === undefined ? null : { id, name: null, email: null, user_id: null }
  return (
    <CustomerPicker
      mode={mode}
      label="Customer"
      value={id === undefined ? null : (chosen.data ?? unnamed)}
      onPick={(customer) => onPick(customer?.id)}
    />
  )
}
