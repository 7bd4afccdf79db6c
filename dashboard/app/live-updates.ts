import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Mode } from '../../worker/domain/ids.ts'
import { automationKeys } from '../features/automations/get-automations.ts'
import { catalogKey } from '../features/catalog/get-catalog.ts'
import { connectionKey } from '../features/connection/get-connection.ts'
import { jobsKey } from '../features/connection/jobs/get-jobs.ts'
import { applyLiveJobs } from '../features/connection/jobs/live-jobs.ts'
import { refreshCustomers } from '../features/customers/live-customers.ts'
import { applyLiveEvents, refreshEvents } from '../features/events/live-events.ts'
import { noticesKey } from '../features/notices/get-notices.ts'
import { refreshSegmentCounts } from '../features/segments/live-segments.ts'
import type { LiveMessage } from '../lib/api-types.ts'
import { openLiveSocket } from '../lib/live-socket.ts'
import { liveSocket, liveState } from '../lib/live-state.ts'
import { applyLiveNotices, applyLiveRules, applyLiveRuns, refreshRules, refreshRuns } from './live-rules.ts'

const GATHER_MS = 400

/** Keeps the mode's live connection open while mounted, and tells every screen what comes over it. */
export function useLiveUpdates(mode: Mode): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    const gather = gatherMessages(queryClient, mode)
    const socket = openLiveSocket({
      url: liveUrl(mode),
      onMessage: gather.add,
      onState(state) {
        liveState.set(state)
        if (state.status === 'open') refreshAll(queryClient, mode)
      },
    })
    liveSocket.set(socket)
    return () => {
      gather.stop()
      socket.close()
      liveSocket.set(null)
      liveState.set({ status: 'connecting' })
    }
  }, [queryClient, mode])
}

function liveUrl(mode: Mode): string {
  const url = new URL(`/api/v1/live?mode=${mode}`, window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

/** The first message is told at once, those of a burst together, so that a busy hour costs a request per burst. */
function gatherMessages(queryClient: QueryClient, mode: Mode) {
  let waiting: LiveMessage[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush() {
    timer = undefined
    if (waiting.length === 0) return
    const messages = waiting
    waiting = []
    timer = setTimeout(flush, GATHER_MS)
    applyMessages(queryClient, mode, messages)
  }

  return {
    add(message: LiveMessage) {
      waiting.push(message)
      if (timer === undefined) flush()
    },
    stop: () => clearTimeout(timer),
  }
}

function applyMessages(queryClient: QueryClient, mode: Mode, messages: LiveMessage[]): void {
  const events = messages.flatMap((message) => (message.type === 'events' ? message.events : []))
  if (events.length > 0) applyLiveEvents(queryClient, mode, events)
  if (events.length > 0 || messages.some((message) => message.type === 'connection'))
    void queryClient.invalidateQueries({ queryKey: connectionKey(mode) })
  if (messages.some((message) => message.type === 'customers')) {
    refreshCustomers(queryClient, mode)
    refreshSegmentCounts(queryClient, mode)
  }
  applyLiveRules(queryClient, mode, messages)
  applyLiveRuns(queryClient, mode, messages)
  applyLiveNotices(queryClient, mode, messages)
  if (messages.some((message) => message.type === 'catalog'))
    void queryClient.invalidateQueries({ queryKey: catalogKey(mode) })
  applyLiveJobs(
    queryClient,
    mode,
    messages.flatMap((message) => (message.type === 'job' ? [message] : [])),
  )
}

/** What was told while the connection was down, or before it stood, is not told again. */
function refreshAll(queryClient: QueryClient, mode: Mode): void {
  refreshEvents(queryClient, mode)
  refreshCustomers(queryClient, mode)
  refreshRules(queryClient, mode)
  refreshRuns(queryClient, mode)
  void queryClient.invalidateQueries({ queryKey: automationKeys.all(mode) })
  void queryClient.invalidateQueries({ queryKey: jobsKey(mode) })
  void queryClient.invalidateQueries({ queryKey: noticesKey(mode) })
  void queryClient.invalidateQueries({ queryKey: connectionKey(mode) })
  void queryClient.invalidateQueries({ queryKey: catalogKey(mode) })
}
