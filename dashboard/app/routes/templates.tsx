import { getRouteApi } from '@tanstack/react-router'
import { TemplateList } from '../../features/templates/list/template-list.tsx'
import { useCatalogChoices } from './use-catalog-choices.ts'

const route = getRouteApi('/$mode/templates')

export function TemplatesPage() {
  const { mode } = route.useParams()
  const navigate = route.useNavigate()
  const catalog = useCatalogChoices(mode)
  const onNew = () => void navigate({ to: '/$mode/templates/new', params: { mode } })
  return <TemplateList mode={mode} catalog={catalog} onNew={onNew} />
}
