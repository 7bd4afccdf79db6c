import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { EmptyState } from '../../components/empty-state.tsx'
import { Figures } from '../../components/figure.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { CatalogFigure } from '../../features/catalog/catalog-figure.tsx'
import { ConnectionFigures } from '../../features/connection/connection-figures.tsx'
import { ConnectionPanel } from '../../features/connection/connection-panel.tsx'
import { needsSetUp } from '../../features/connection/connection-words.ts'
import { connectionQuery } from '../../features/connection/get-connection.ts'
import { TurnedAwayAdvice } from '../../features/connection/turned-away-advice.tsx'
import { ParkedNotice } from '../../features/events/parked-notice.tsx'
import { RecentEvents } from '../../features/events/recent-events.tsx'
import { Revenue } from '../../features/metrics/lazy-revenue.tsx'
import { OpenNotices } from '../../features/notices/open-notices.tsx'

const route = getRouteApi('/$mode/')

export function OverviewPage() {
  const { mode } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: connection } = useQuery(connectionQuery(mode))
  // What is to be done stands first: the set-up until it is done, then the events.
  const setUpFirst = connection !== undefined && needsSetUp(connection)
  const panel = <ConnectionPanel key="connection" mode={mode} />
  const recent = (
    <RecentEvents
      key="recent"
      mode={mode}
      empty={
        <EmptyState title="No event yet">
          <p>Each event that Stripe sends in {mode} mode appears here within a second of its arrival.</p>
        </EmptyState>
      }
    />
  )
  const revenue = (
    <Revenue mode={mode} search={search} onSearch={(next) => void navigate({ search: next, resetScroll: false })} />
  )
  return (
    <>
      <PageHeading title="Overview" />
      <Figures>
        <ConnectionFigures mode={mode} />
        <CatalogFigure mode={mode} />
      </Figures>
      <OpenNotices mode={mode} className="mb-6" />
      <ParkedNotice mode={mode} />
      <TurnedAwayAdvice mode={mode} className="mb-6" />
      {!setUpFirst && <div className="mb-6">{revenue}</div>}
      <div key={mode} className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        {setUpFirst ? [panel, recent] : [recent, panel]}
      </div>
      {setUpFirst && <div className="mt-6">{revenue}</div>}
    </>
  )
}
