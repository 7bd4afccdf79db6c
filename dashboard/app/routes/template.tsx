import { getRouteApi } from '@tanstack/react-router'
import { TemplateView } from '../../features/templates/template-view.tsx'
import { useTemplateSlots } from './template-slots.tsx'

const route = getRouteApi('/$mode/templates/$templateId')

export function TemplatePage() {
  const { mode, templateId } = route.useParams()
  const navigate = route.useNavigate()
  const slots = useTemplateSlots(mode)
  return (
    <TemplateView
      key={`${mode} ${templateId}`}
      {...slots}
      templateId={templateId}
      onMade={() => undefined}
      onDeleted={() => void navigate({ to: '/$mode/templates', params: { mode }, replace: true, ignoreBlocker: true })}
    />
  )
}
