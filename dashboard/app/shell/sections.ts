import {
  Bell,
  Cable,
  FlaskConical,
  Group,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  MailOpen,
  Package,
  Send,
  Settings2,
  UserRoundX,
  Users,
  Webhook,
  Workflow,
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
    | '/$mode/automations'
    | '/$mode/deliveries'
    | '/$mode/notices'
    | '/$mode/settings'
    | '/$mode/templates'
    | '/$mode/endpoints'
    | '/$mode/dev/outbox'
    | '/$mode/settings/integrations/stripe'
  label: string
  icon: LucideIcon
  keys: string
  /** The API has it in development only. */
  development?: true
}

/** The pages of the navigation, in its order; the palette and the shortcuts list the same. */
export const SECTIONS: readonly Section[] = [
  { to: '/$mode', label: 'Overview', icon: LayoutDashboard, keys: 'g o' },
  { to: '/$mode/customers', label: 'Customers', icon: Users, keys: 'g u' },
  { to: '/$mode/unmatched', label: 'Unmatched', icon: UserRoundX, keys: 'g m' },
  { to: '/$mode/segments', label: 'Segments', icon: Group, keys: 'g g' },
  { to: '/$mode/automations', label: 'Automations', icon: Workflow, keys: 'g a' },
  { to: '/$mode/deliveries', label: 'Deliveries', icon: Send, keys: 'g d' },
  { to: '/$mode/events', label: 'Events', icon: Zap, keys: 'g e' },
  { to: '/$mode/catalog', label: 'Catalog', icon: Package, keys: 'g c' },
  { to: '/$mode/connect', label: 'Connection', icon: Cable, keys: 'g s' },
  { to: '/$mode/templates', label: 'Templates', icon: MailOpen, keys: 'g l' },
  { to: '/$mode/endpoints', label: 'Endpoints', icon: Webhook, keys: 'g h' },
  { to: '/$mode/dev/outbox', label: 'Outbox', icon: Inbox, keys: 'g x', development: true },
  { to: '/$mode/notices', label: 'Notices', icon: Bell, keys: 'g n' },
  { to: '/$mode/settings', label: 'Settings', icon: Settings2, keys: 'g t' },
  { to: '/$mode/settings/integrations/stripe', label: 'Simulator', icon: FlaskConical, keys: 'g i' },
]
