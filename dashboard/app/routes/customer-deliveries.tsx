import type { Mode } from '../../../worker/domain/ids.ts'
import { DeliveriesTable } from '../../features/deliveries/deliveries-table.tsx'
import { useDeliveryNames } from './use-delivery-names.ts'

/** The tab of a profile with what was sent to that customer. */
export function CustomerDeliveries({ mode, customerId }: { mode: Mode; customerId: string }) {
  const { about } = useDeliveryNames(mode)
  return (
    <DeliveriesTable
      mode={mode}
      search={{ customer: customerId }}
      about={about}
      empty={<p className="px-4 py-4 text-soft">Nothing was sent to this customer yet.</p>}
    />
  )
}
