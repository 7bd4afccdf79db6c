import { Cable, LayoutDashboard, type LucideIcon, Package, Zap } from 'lucide-react'

export interface Section {
  to: '/$mode' | '/$mode/events' | '/$mode/catalog' | '/$mode/connect'
  label: string
  icon: LucideIcon
  keys: string
}

/** The pages of the navigation, in its order; the palette and the shortcuts list the same. */
export const SECTIONS: readonly Section[] = [
  { to: '/$mode', label: 'Overview', icon: LayoutDashboard, keys: 'g o' },
  { to: '/$mode/events', label: 'Events', icon: Zap, keys: 'g e' },
  { to: '/$mode/catalog', label: 'Catalog', icon: Package, keys: 'g c' },
  { to: '/$mode/connect', label: 'Connection', icon: Cable, keys: 'g s' },
]
