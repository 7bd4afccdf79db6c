import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'

/** The panel in its final height while its code or its figures load. */
export function RevenueSkeleton() {
  return (
    <Panel title="Revenue">
      <div aria-busy="true" className="flex flex-col gap-6 px-4 py-4">
        <p className="sr-only">Loading the figures</p>
        <Skeleton className="h-11 w-64 max-w-full" />
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
          <Skeleton className="h-56" />
          <Skeleton className="h-72" />
        </div>
        <Skeleton className="h-5 w-48" />
      </div>
    </Panel>
  )
}
