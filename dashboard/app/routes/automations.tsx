import { getRouteApi } from '@tanstack/react-router'
import { AutomationList } from '../../features/automations/list/automation-list.tsx'
import { useAutomationNames } from './use-automation-names.ts'

const route = getRouteApi('/$mode/automations')

export function AutomationsPage() {
  const { mode } = route.useParams()
  const navigate = route.useNavigate()
  return (
    <AutomationList
      key={mode}
      mode={mode}
      names={useAutomationNames(mode)}
      onNew={() => void navigate({ to: '/$mode/automations/new', params: { mode } })}
      onOpen={(automationId) =>
        void navigate({ to: '/$mode/automations/$automationId', params: { mode, automationId }, search: {} })
      }
    />
  )
}
