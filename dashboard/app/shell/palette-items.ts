import type { UseNavigateResult } from '@tanstack/react-router'
import { ArrowLeftRight, Filter, Keyboard, type LucideIcon, Search, Zap } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { readSearch } from '../../lib/read-search.ts'
import { SECTIONS } from './sections.ts'
import type { Overlay } from './shell.tsx'

export interface PaletteItem {
  key: string
  label: string
  icon: LucideIcon
  keys?: string
  run(): void
}

interface PaletteActions {
  navigate: UseNavigateResult<string>
  onOverlay(overlay: Overlay): void
}

/** What the typed text may lead to: what it means as an id comes first, then pages and actions whose name has it. */
export function paletteItems(text: string, mode: Mode, { navigate, onOverlay }: PaletteActions): PaletteItem[] {
  const other: Mode = mode === 'test' ? 'live' : 'test'
  const places: PaletteItem[] = [
    ...SECTIONS.map(({ to, label, icon, keys }) => ({
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
  const found = foundItem(text, mode, navigate)
  return found?.key === 'text' ? [...named, found] : [...(found ? [found] : []), ...named]
}

function foundItem(text: string, mode: Mode, navigate: PaletteActions['navigate']): PaletteItem | null {
  const intent = readSearch(text)
  const showEvents = (search: Record<string, string>) =>
    void navigate({ to: '/$mode/events', params: { mode }, search })
  switch (intent?.kind) {
    case 'event':
      return {
        key: 'event',
        label: `Open event ${intent.id}`,
        icon: Zap,
        run: () => void navigate({ to: '/$mode/events/$eventId', params: { mode, eventId: intent.id }, search: {} }),
      }
    case 'customer':
    case 'object':
      return {
        key: 'object',
        label: `Events about ${intent.id}`,
        icon: Filter,
        run: () => showEvents({ [intent.kind]: intent.id }),
      }
    case 'type':
      return {
        key: 'type',
        label: `Events of type ${intent.type}`,
        icon: Filter,
        run: () => showEvents({ type: intent.type }),
      }
    case 'text':
      return {
        key: 'text',
        label: `Search events for “${intent.text}”`,
        icon: Search,
        run: () => showEvents({ q: intent.text }),
      }
    default:
      return null
  }
}
