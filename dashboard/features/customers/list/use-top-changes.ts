import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { navigation } from '../../../lib/came-back.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import type { CustomerSearch } from '../customer-filter.ts'
import { customerKeys } from '../customer-keys.ts'
import { type CustomerPages, TOP_STALE_MS, topCustomersQuery } from '../get-customers.ts'
import { compareTop, renewRows, type TopChange } from './compare-top.ts'

const NONE: TopChange = { added: 0, moved: false }

/** Just after a list was opened nobody points at a row yet. */
const OPENING_MS = 2000

/**
 * Compares the shown list with the first page as it is now. Known rows are renewed in place; any other change waits for
 * `insert`, except in a list that is empty, or that was kept from an earlier visit and is opened anew.
 */
export function useTopChanges(mode: Mode, search: CustomerSearch, pages: CustomerPages | undefined, shownAtMs: number) {
  const queryClient = useQueryClient()
  const fallbackMs = useLiveFallbackMs()
  const first = pages?.pages[0]
  const { data: top, dataUpdatedAt: topAtMs } = useQuery({
    ...topCustomersQuery(mode, search),
    enabled: first !== undefined,
    refetchInterval: fallbackMs,
    ...(first ? { initialData: first, initialDataUpdatedAt: shownAtMs } : {}),
  })
  const isEmpty = first?.data.length === 0
  const openedAtMs = useRef<number | null>(null)

  function insert() {
    if (!top) return
    queryClient.setQueryData<CustomerPages>(customerKeys.list(mode, search), { pages: [top], pageParams: [undefined] })
  }

  const filter = JSON.stringify([mode, search])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useEffect(() => {
    const isOld = topAtMs < Date.now() - TOP_STALE_MS
    openedAtMs.current = isOld && !navigation.cameBack ? Date.now() : null
  }, [filter])

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once for each first page
  useEffect(() => {
    if (!top) return
    const opened = openedAtMs.current
    const isCatchUp = opened !== null && topAtMs >= opened
    if (isCatchUp) openedAtMs.current = null
    if (isEmpty || (isCatchUp && topAtMs - opened < OPENING_MS)) return insert()
    queryClient.setQueryData<CustomerPages>(
      customerKeys.list(mode, search),
      (shown) => shown && renewRows(shown, top.data),
    )
  }, [top, topAtMs])

  return { change: pages && top ? compareTop(pages, top) : NONE, insert }
}
