import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'

/** The panel in its final height while its code or its figures load. */
export function RevenueSkeleton() {
  return (
    <Panel title="Revenue" aside={<Skeleton className="h-8.5 w-64 max-sm:h-19 max-sm:w-40" />}>
      <div aria-busy="true" className="flex flex-col gap-6 px-4 py-4">
        <p className="sr-only">Loading the figures</p>
        <Skeleton className="h-10.5 w-96 max-w-full max-sm:h-39.5" />
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
          <Skeleton className="h-61 max-sm:h-67" />
          <Skeleton className="h-92 max-sm:h-111" />
        </div>
        <Skeleton className="h-5 w-48" />
      </div>
    </Panel>
  )
}
