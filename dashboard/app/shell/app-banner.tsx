import { useQueryClient } from '@tanstack/react-query'
import { useMatchRoute } from '@tanstack/react-router'
import { CloudOff, Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { ConnectionBanner } from '../../features/connection/connection-banner.tsx'
import { useClock } from '../../lib/clock.ts'
import { liveSocket, liveState } from '../../lib/live-state.ts'
import { reachability } from '../../lib/reachability.ts'
import { useStore } from '../../lib/store.ts'

const BANNER =
  'flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-warn-wash px-4 py-2 text-sm text-warn md:px-8'

/** Told here and not in a toast, as it lasts: no answer from the API, live updates down, Stripe not connected as it should. */
export function AppBanner({ mode }: { mode: Mode }) {
  const matchRoute = useMatchRoute()
  const reachable = useStore(reachability)
  const live = useStore(liveState)
  const liveDown = useLasting(live.status === 'down', 4000)
  return (
    <div role="status">
      {!reachable && <Unreachable />}
      {reachable && liveDown && live.status === 'down' && <LiveDown retryAtMs={live.retryAtMs} />}
      {/* The connection's own page says it in full. */}
      {!matchRoute({ to: '/$mode/connect' }) && <ConnectionBanner mode={mode} className={BANNER} />}
    </div>
  )
}

function Unreachable() {
  const queryClient = useQueryClient()
  const [trying, setTrying] = useState(false)
  async function retry() {
    setTrying(true)
    liveSocket.get()?.retry()
    await queryClient.refetchQueries({ type: 'active' })
    setTrying(false)
  }
  return (
    <div className={BANNER}>
      <CloudOff aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 basis-60">Billhook does not answer. What you see was loaded earlier.</span>
      <Button busy={trying} onClick={retry} className="h-7">
        Try again
      </Button>
    </div>
  )
}

function LiveDown({ retryAtMs }: { retryAtMs: number | null }) {
  const seconds = useClock((nowMs) => (retryAtMs === null ? 0 : Math.max(0, Math.ceil((retryAtMs - nowMs) / 1000))))
  return (
    <div className={BANNER}>
      <Unplug aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 basis-60">
        Live updates are interrupted. Billhook asks every 15 seconds instead.{' '}
        <span aria-hidden>{seconds > 0 ? `Next try in ${seconds} s.` : 'Trying…'}</span>
      </span>
      <Button onClick={() => liveSocket.get()?.retry()} className="h-7">
        Try now
      </Button>
    </div>
  )
}

/** True once `value` has been true for `delayMs`: a hiccup shows nothing. */
function useLasting(value: boolean, delayMs: number): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!value) return
    const timer = setTimeout(() => setLasting(true), delayMs)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [value, delayMs])
  return lasting
}
