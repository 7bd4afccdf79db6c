import { getRouteApi } from '@tanstack/react-router'
import { NewTemplateView } from '../../features/templates/new-template-view.tsx'
import { useTemplateSlots } from './template-slots.tsx'

const route = getRouteApi('/$mode/templates/new')

export function NewTemplatePage() {
  const { mode } = route.useParams()
  const { from } = route.useSearch()
  const navigate = route.useNavigate()
  const slots = useTemplateSlots(mode)
  return (
    <NewTemplateView
      key={mode}
      {...slots}
      from={from}
      onMade={({ id }) =>
        void navigate({
          to: '/$mode/templates/$templateId',
          params: { mode, templateId: id },
          replace: true,
          ignoreBlocker: true,
        })
      }
      onDeleted={() => undefined}
    />
  )
}
