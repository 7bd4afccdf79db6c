import { type ComponentProps, lazy, Suspense } from 'react'
import { loadCode } from '../../lib/load-code.ts'
import type { RevenuePanel } from './revenue-panel.tsx'
import { RevenueSkeleton } from './revenue-skeleton.tsx'

const Loaded = lazy(async () => ({ default: (await loadCode(() => import('./revenue-panel.tsx'))).RevenuePanel }))

/** The charts are no part of the first load. */
export function Revenue(props: ComponentProps<typeof RevenuePanel>) {
  return (
    <Suspense fallback={<RevenueSkeleton />}>
      <Loaded {...props} />
    </Suspense>
  )
}
