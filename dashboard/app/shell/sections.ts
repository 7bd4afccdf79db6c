import {
  Cable,
  Group,
  LayoutDashboard,
  type LucideIcon,
  Package,
  Settings2,
  UserRoundX,
  Users,
  Zap,
} from 'lucide-react'

export interface Section {
  to:
    | '/$mode'
    | '/$mode/customers'
    | '/$mode/unmatched'
    | '/$mode/events'
    | '/$mode/catalog'
    | '/$mode/connect'
    | '/$mode/segments'
    | '/$mode/settings'
  label: string
  icon: LucideIcon
  keys: string
}

/** The pages of the navigation, in its order; the palette and the shortcuts list the same. */
export const SECTIONS: readonly Section[] = [
  { to: '/$mode', label: 'Overview', icon: LayoutDashboard, keys: 'g o' },
  { to: '/$mode/customers', label: 'Customers', icon: Users, keys: 'g u' },
  { to: '/$mode/unmatched', label: 'Unmatched', icon: UserRoundX, keys: 'g m' },
  { to: '/$mode/segments', label: 'Segments', icon: Group, keys: 'g g' },
  { to: '/$mode/events', label: 'Events', icon: Zap, keys: 'g e' },
  { to: '/$mode/catalog', label: 'Catalog', icon: Package, keys: 'g c' },
  { to: '/$mode/connect', label: 'Connection', icon: Cable, keys: 'g s' },
  { to: '/$mode/settings', label: 'Settings', icon: Settings2, keys: 'g t' },
]
