import { getRouteApi, Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { EventList } from '../../features/events/event-list.tsx'

const route = getRouteApi('/$mode/events')

export function EventsPage() {
  const { mode } = route.useParams()
  const search = route.useSearch()
  return (
    <>
      <PageHeading title="Events" />
      <EventList
        mode={mode}
        search={search}
        firstUse={
          <EmptyState title={`No event in ${mode} mode yet`}>
            <p>Every event that Stripe sends is listed here with what became of it, and why.</p>
            <Link to="/$mode/connect" params={{ mode }} search={{}} className={buttonClass('primary')}>
              Connect Stripe
            </Link>
          </EmptyState>
        }
      />
    </>
  )
}
