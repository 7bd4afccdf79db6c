import { getRouteApi } from '@tanstack/react-router'
import { PageHeading } from '../../components/page-heading.tsx'
import { UnmatchedView } from '../../features/customers/unmatched/unmatched-view.tsx'

const route = getRouteApi('/$mode/unmatched')

export function UnmatchedPage() {
  const { mode } = route.useParams()
  return (
    <>
      <PageHeading title="Unmatched" />
      <p className="mb-5 max-w-[75ch] text-soft">
        Stripe customers that Billhook could not tell whose they are. Their events are kept, and take effect in their
        own order once you say.
      </p>
      <UnmatchedView key={mode} mode={mode} />
    </>
  )
}
