import { getRouteApi } from '@tanstack/react-router'
import { RunView } from '../../features/automations/runs/run-view.tsx'
import { useAutomationNames } from './use-automation-names.ts'

const route = getRouteApi('/$mode/runs/$runId')

export function RunPage() {
  const { mode, runId } = route.useParams()
  const navigate = route.useNavigate()
  return (
    <RunView
      key={runId}
      mode={mode}
      runId={runId}
      names={useAutomationNames(mode)}
      onBack={(automationId) =>
        void navigate({
          to: '/$mode/automations/$automationId',
          params: { mode, automationId },
          search: { tab: 'runs' },
        })
      }
    />
  )
}
