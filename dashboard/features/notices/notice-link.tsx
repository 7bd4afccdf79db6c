import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import type { Notice } from '../../lib/api-types.ts'

/** Leads to what a notice is about. */
export function NoticeLink({ mode, notice: { kind, about } }: { mode: Mode; notice: Notice }) {
  const id = about ?? ''
  switch (kind) {
    case 'first_event':
      return (
        <Link to="/$mode/events/$eventId" params={{ mode, eventId: id }} search={{}} className={buttonClass()}>
          See the event
        </Link>
      )
    case 'connection':
      return (
        <Link to="/$mode/connect" params={{ mode }} search={{}} className={buttonClass()}>
          See the connection
        </Link>
      )
    case 'mails_failing':
      return (
        <Link to="/$mode/deliveries" params={{ mode }} search={{ status: 'failed' }} className={buttonClass()}>
          See what failed
        </Link>
      )
    case 'automation_paused':
      return (
        <Link
          to="/$mode/automations/$automationId"
          params={{ mode, automationId: id }}
          search={{}}
          className={buttonClass()}
        >
          See the automation
        </Link>
      )
    default:
      return (
        <Link to="/$mode/endpoints/$endpointId" params={{ mode, endpointId: id }} className={buttonClass()}>
          See the endpoint
        </Link>
      )
  }
}
