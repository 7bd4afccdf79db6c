import { getRouteApi } from '@tanstack/react-router'
import { DeliveryView } from '../../features/deliveries/delivery-view.tsx'
import { oneStepFurther } from '../../lib/steps-to-list.ts'
import { useDeliveryNames } from './use-delivery-names.ts'

const route = getRouteApi('/$mode/deliveries/$deliveryId')

export function DeliveryPage() {
  const { mode, deliveryId } = route.useParams()
  const navigate = route.useNavigate()
  const { nameOf, templateName } = useDeliveryNames(mode)
  return (
    <DeliveryView
      key={deliveryId}
      mode={mode}
      deliveryId={deliveryId}
      nameOf={nameOf}
      templateName={templateName}
      onOpen={(id) =>
        void navigate({
          to: '/$mode/deliveries/$deliveryId',
          params: { mode, deliveryId: id },
          state: oneStepFurther,
        })
      }
      onBack={() => void navigate({ to: '/$mode/deliveries', params: { mode }, search: {} })}
    />
  )
}
