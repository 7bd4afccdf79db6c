import type { Mode } from '../../../worker/domain/ids.ts'
import { type AutomationNames, nameOf } from '../../features/automations/automation-names.ts'
import { MailPreview } from '../../features/automations/preview/mail-preview.tsx'
import { CustomerPicker } from '../../features/customers/customer-picker.tsx'

interface MailPreviewsProps {
  mode: Mode
  templateIds: string[]
  trigger: string
  names: AutomationNames
}

/** The mails that an automation sends, as a customer of one’s choice would get them. */
export function MailPreviews({ mode, templateIds, trigger, names }: MailPreviewsProps) {
  return [...new Set(templateIds)].map((id) => (
    <MailPreview
      key={id}
      mode={mode}
      templateId={id}
      trigger={trigger}
      name={nameOf(names.templates, id)}
      picker={(person, onPick) => (
        <CustomerPicker mode={mode} label="As one of your customers" value={person} onPick={onPick} />
      )}
    />
  ))
}
