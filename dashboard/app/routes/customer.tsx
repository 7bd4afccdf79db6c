import { getRouteApi } from '@tanstack/react-router'
import { CustomerView } from '../../features/customers/profile/customer-view.tsx'
import { CustomerDeliveries } from './customer-deliveries.tsx'
import { useNames } from './use-names.ts'

const route = getRouteApi('/$mode/customers/$customerId')

export function CustomerPage() {
  const { mode, customerId } = route.useParams()
  return (
    <CustomerView
      key={customerId}
      mode={mode}
      customerId={customerId}
      search={route.useSearch()}
      names={useNames(mode)}
      deliveries={(id) => <CustomerDeliveries mode={mode} customerId={id} />}
    />
  )
}
