import { getRouteApi } from '@tanstack/react-router'
import { AutomationView } from '../../features/automations/automation-view.tsx'
import { MailPreviews } from './mail-previews.tsx'
import { useAutomationNames } from './use-automation-names.ts'

const route = getRouteApi('/$mode/automations/$automationId')

export function AutomationPage() {
  const { mode, automationId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const names = useAutomationNames(mode)
  return (
    <AutomationView
      key={`${mode} ${automationId}`}
      mode={mode}
      automationId={automationId}
      search={search}
      names={names}
      preview={(ids, trigger) => <MailPreviews mode={mode} templateIds={ids} trigger={trigger} names={names} />}
      onStatus={(status) => void navigate({ search: { tab: 'runs', ...(status && { status }) }, resetScroll: false })}
      onDeleted={() => void navigate({ to: '/$mode/automations', params: { mode }, replace: true })}
    />
  )
}
