import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { navigation } from '../../lib/came-back.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { type EventSearch, isOpenEnded } from './event-filter.ts'
import { eventKeys } from './event-keys.ts'
import { type EventPages, NEWEST_STALE_MS, newestEventsQuery } from './get-events.ts'
import { countNew, insertNewest, type NewEvents, renewRows } from './merge-newest.ts'

const NONE: NewEvents = { count: 0, more: false }

/** Just after a list was opened nobody points at a row yet. */
const OPENING_MS = 2000

/**
 * Compares the shown list with the newest page. Known rows are renewed in place; new ones wait for `insert`, except in
 * a list that is empty, or that was kept from an earlier visit and is opened anew.
 */
export function useNewEvents(mode: Mode, search: EventSearch, pages: EventPages | undefined, shownAtMs: number) {
  const queryClient = useQueryClient()
  const fallbackMs = useLiveFallbackMs()
  const first = pages?.pages[0]
  const { data: newest, dataUpdatedAt: newestAtMs } = useQuery({
    ...newestEventsQuery(mode, search),
    enabled: first !== undefined && isOpenEnded(search, Date.now()),
    refetchInterval: fallbackMs,
    ...(first ? { initialData: first, initialDataUpdatedAt: shownAtMs } : {}),
  })
  const listKey = eventKeys.list(mode, search)
  const isEmpty = first !== undefined && pages?.pages.every((page) => page.data.length === 0)
  const catchUp = useRef<{ openedAtMs: number } | null>(null)

  const filter = JSON.stringify([mode, search])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useEffect(() => {
    const openedAtMs = Date.now()
    const isOld = newestAtMs < openedAtMs - NEWEST_STALE_MS
    catchUp.current = isOld && !navigation.cameBack ? { openedAtMs } : null
  }, [filter])

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once for each newest page
  useEffect(() => {
    if (!newest) return
    const opening = catchUp.current
    const isCatchUp = opening !== null && newestAtMs >= opening.openedAtMs
    if (isCatchUp) catchUp.current = null
    const insertNow = isEmpty || (isCatchUp && newestAtMs - opening.openedAtMs < OPENING_MS)
    const rows = new Map(newest.data.map((event) => [event.id, event]))
    queryClient.setQueryData<EventPages>(
      listKey,
      (shown) => shown && (insertNow ? insertNewest(shown, newest) : renewRows(shown, rows)),
    )
  }, [newest, newestAtMs])

  function insert() {
    if (newest) queryClient.setQueryData<EventPages>(listKey, (shown) => shown && insertNewest(shown, newest))
  }

  return { fresh: pages && newest ? countNew(pages, newest) : NONE, insert }
}
