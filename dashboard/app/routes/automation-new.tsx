import { getRouteApi } from '@tanstack/react-router'
import { PageHeading } from '../../components/page-heading.tsx'
import { AutomationEditor } from '../../features/automations/editor/automation-editor.tsx'
import { MailPreviews } from './mail-previews.tsx'
import { useAutomationNames } from './use-automation-names.ts'

const route = getRouteApi('/$mode/automations/new')

export function NewAutomationPage() {
  const { mode } = route.useParams()
  const navigate = route.useNavigate()
  const names = useAutomationNames(mode)
  return (
    <>
      <PageHeading title="New automation" />
      <AutomationEditor
        key={mode}
        mode={mode}
        automation={null}
        names={names}
        preview={(ids, trigger) => <MailPreviews mode={mode} templateIds={ids} trigger={trigger} names={names} />}
        onChanged={() => {}}
        onSaved={({ id }) =>
          void navigate({
            to: '/$mode/automations/$automationId',
            params: { mode, automationId: id },
            search: {},
            replace: true,
          })
        }
      />
    </>
  )
}
