import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { CustomerPicker } from '../../features/customers/customer-picker.tsx'
import { EventPicker } from '../../features/events/event-picker.tsx'
import { sessionQuery } from '../../features/session/get-session.ts'
import type { PickerSlots } from '../../features/templates/preview/subject-dialog.tsx'
import { useCatalogChoices } from './use-catalog-choices.ts'

/** What the editor of templates takes from other features. */
export function useTemplateSlots(mode: Mode) {
  const { data: session } = useQuery(sessionQuery)
  const catalog = useCatalogChoices(mode)
  const pickers: PickerSlots = {
    customerPicker: (props) => <CustomerPicker mode={mode} label="Customer" {...props} />,
    eventPicker: (props) => <EventPicker mode={mode} {...props} />,
  }
  return { mode, catalog, hasOutbox: session?.environment === 'development', ...pickers }
}
