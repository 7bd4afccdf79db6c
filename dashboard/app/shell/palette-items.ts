import type { UseNavigateResult } from '@tanstack/react-router'
import { ArrowLeftRight, Filter, Keyboard, type LucideIcon, Search, Send, UserRound, Workflow, Zap } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import type { EventSearch } from '../../features/events/event-filter.ts'
import { readSearch } from '../../lib/read-search.ts'
import type { Section } from './sections.ts'
import type { Overlay } from './shell.tsx'

export interface PaletteItem {
  key: string
  label: string
  icon: LucideIcon
  keys?: string
  run(): void
}

interface PaletteActions {
  sections: readonly Section[]
  navigate: UseNavigateResult<string>
  onOverlay(overlay: Overlay): void
}

/** What the typed text may lead to: what it means as an id comes first, then pages and actions whose name has it. */
export function paletteItems(
  text: string,
  mode: Mode,
  { sections, navigate, onOverlay }: PaletteActions,
): PaletteItem[] {
  const other: Mode = mode === 'test' ? 'live' : 'test'
  const places: PaletteItem[] = [
    ...sections.map(({ to, label, icon, keys }) => ({
      key: to,
      label,
      icon,
      keys,
      run: () => void navigate({ to, params: { mode }, search: {} }),
    })),
    {
      key: 'mode',
      label: `Switch to ${other} mode`,
      icon: ArrowLeftRight,
      run: () => void navigate({ to: '/$mode', params: { mode: other } }),
    },
    { key: 'shortcuts', label: 'Keyboard shortcuts', icon: Keyboard, keys: '?', run: () => onOverlay('shortcuts') },
  ]
  const wanted = text.trim().toLowerCase()
  const named = places.filter(({ label }) => label.toLowerCase().includes(wanted))
  const found = foundItems(text, mode, navigate)
  const isText = readSearch(text)?.kind === 'text'
  return isText ? [...named, ...found] : [...found, ...named]
}

/** What the text may mean by itself: an id, a type of events, or words to search for. */
function foundItems(text: string, mode: Mode, navigate: PaletteActions['navigate']): PaletteItem[] {
  const own = ownItem(text.trim(), mode, navigate)
  if (own) return [own]
  const intent = readSearch(text)
  const showEvents = (search: EventSearch) => void navigate({ to: '/$mode/events', params: { mode }, search })
  const openCustomer = (customerId: string) =>
    void navigate({ to: '/$mode/customers/$customerId', params: { mode, customerId }, search: {} })
  switch (intent?.kind) {
    case 'event': {
      const { id } = intent
      const run = () => void navigate({ to: '/$mode/events/$eventId', params: { mode, eventId: id }, search: {} })
      return [{ key: 'event', label: `Open event ${id}`, icon: Zap, run }]
    }
    case 'customer': {
      const { id } = intent
      return [{ key: 'customer', label: `Open customer ${id}`, icon: UserRound, run: () => openCustomer(id) }]
    }
    case 'stripe_customer': {
      const { id } = intent
      return [
        { key: 'customer', label: `Open the customer of ${id}`, icon: UserRound, run: () => openCustomer(id) },
        { key: 'object', label: `Events about ${id}`, icon: Filter, run: () => showEvents({ customer: id }) },
      ]
    }
    case 'object': {
      const { id } = intent
      return [{ key: 'object', label: `Events about ${id}`, icon: Filter, run: () => showEvents({ object: id }) }]
    }
    case 'type': {
      const { type } = intent
      return [{ key: 'type', label: `Events of type ${type}`, icon: Filter, run: () => showEvents({ type }) }]
    }
    case 'text': {
      const q = intent.text
      const showCustomers = () => void navigate({ to: '/$mode/customers', params: { mode }, search: { q } })
      return [
        { key: 'customers', label: `Search customers for “${q}”`, icon: Search, run: showCustomers },
        { key: 'events', label: `Search events for “${q}”`, icon: Search, run: () => showEvents({ q }) },
      ]
    }
    default:
      return []
  }
}

/** The ids of automations, runs and deliveries are our own, and never Stripe’s. */
function ownItem(id: string, mode: Mode, navigate: PaletteActions['navigate']): PaletteItem | null {
  const [, prefix] = /^(auto|run|dlv)_[A-Za-z0-9_]+$/.exec(id) ?? []
  const item = { key: id, icon: prefix === 'dlv' ? Send : Workflow }
  switch (prefix) {
    case 'auto': {
      const to = { to: '/$mode/automations/$automationId', params: { mode, automationId: id }, search: {} } as const
      return { ...item, label: `Open automation ${id}`, run: () => void navigate(to) }
    }
    case 'run': {
      const to = { to: '/$mode/runs/$runId', params: { mode, runId: id } } as const
      return { ...item, label: `Open run ${id}`, run: () => void navigate(to) }
    }
    case 'dlv': {
      const to = { to: '/$mode/deliveries/$deliveryId', params: { mode, deliveryId: id } } as const
      return { ...item, label: `Open delivery ${id}`, run: () => void navigate(to) }
    }
    default:
      return null
  }
}
