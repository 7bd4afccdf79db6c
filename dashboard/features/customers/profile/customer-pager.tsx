import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { IconButton } from '../../../components/icon-button.tsx'
import { useShortcuts } from '../../../lib/shortcuts.ts'
import { useBackToList } from '../../../lib/use-back-to-list.ts'
import type { ProfileSearch } from './profile-search.ts'
import { useNeighbours } from './use-neighbours.ts'

interface CustomerPagerProps {
  mode: Mode
  customerId: string
  search: ProfileSearch
}

/** Back to the list as it was, and through the list's customers without going back. */
export function CustomerPager({ mode, customerId, search }: CustomerPagerProps) {
  const { tab: _tab, ...filter } = search
  const navigate = useNavigate()
  const stepsToList = useRouterState({ select: ({ location }) => location.state.stepsToList ?? 0 })
  const { previous, next } = useNeighbours(mode, customerId, filter)

  const back = useBackToList(
    customerId,
    () => void navigate({ to: '/$mode/customers', params: { mode }, search: filter }),
  )

  function open(id: string | null) {
    if (id === null) return
    const state = { stepsToList }
    void navigate({
      to: '/$mode/customers/$customerId',
      params: { mode, customerId: id },
      search,
      state,
      replace: true,
    })
  }

  useShortcuts([
    { keys: 'j', label: 'Next customer', group: 'This page', run: () => open(next) },
    { keys: 'k', label: 'Previous customer', group: 'This page', run: () => open(previous) },
    { keys: 'Escape', label: 'Back to the list', group: 'This page', run: () => back() },
    { keys: 'u', label: 'Back to the list', group: 'This page', run: () => back() },
  ])

  return (
    <nav aria-label="Customer" className="mb-3 flex items-center justify-between gap-3">
      <Link
        to="/$mode/customers"
        params={{ mode }}
        search={filter}
        onClick={back}
        className="inline-flex items-center gap-1.5 text-sm text-soft hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Customers
      </Link>
      <span className="flex items-center gap-1">
        <IconButton label="Previous customer (k)" disabled={previous === null} onClick={() => open(previous)}>
          <ChevronUp className="size-4" />
        </IconButton>
        <IconButton label="Next customer (j)" disabled={next === null} onClick={() => open(next)}>
          <ChevronDown className="size-4" />
        </IconButton>
      </span>
    </nav>
  )
}
