import type { LiveSocket, LiveState } from './live-socket.ts'
import { createStore, useStore } from './store.ts'

/** The state of this tab's live connection; app/live-updates.ts writes it. */
export const liveState = createStore<LiveState>({ status: 'connecting' })

/** The socket behind `liveState`, for a "try now" button. */
export const liveSocket = createStore<LiveSocket | null>(null)

const POLL_MS = 15_000

/** What queries poll with: nothing while live updates flow, every 15 s while they are down. */
export function useLiveFallbackMs(): number | false {
  return useStore(liveState).status === 'down' ? POLL_MS : false
}
