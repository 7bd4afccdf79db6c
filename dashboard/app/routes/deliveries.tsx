import { getRouteApi, Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { DeliveryList } from '../../features/deliveries/delivery-list.tsx'
import { useDeliveryNames } from './use-delivery-names.ts'

const route = getRouteApi('/$mode/deliveries')

export function DeliveriesPage() {
  const { mode } = route.useParams()
  const navigate = route.useNavigate()
  const { nameOf, about } = useDeliveryNames(mode)
  return (
    <>
      <PageHeading title="Deliveries" />
      <DeliveryList
        mode={mode}
        search={route.useSearch()}
        nameOf={nameOf}
        about={about}
        onSearch={(search) => void navigate({ search, resetScroll: false })}
        firstUse={
          <EmptyState title={`Nothing was sent in ${mode} mode yet`}>
            <p>
              Every mail and webhook is listed here with what became of it, why it was sent, and exactly what it said.
            </p>
            <Link to="/$mode/automations" params={{ mode }} className={buttonClass('primary')}>
              Begin with a recipe
            </Link>
          </EmptyState>
        }
      />
    </>
  )
}
