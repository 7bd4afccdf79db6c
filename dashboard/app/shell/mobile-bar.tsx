import { Link, useRouterState } from '@tanstack/react-router'
import { Menu, Search, X } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { BrandMark } from '../../components/brand-mark.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { AccountMenu } from './account-menu.tsx'
import { LiveMark } from './live-mark.tsx'
import { ModeSwitch } from './mode-switch.tsx'
import { Navigation } from './navigation.tsx'
import type { Overlay } from './shell.tsx'

interface MobileBarProps {
  mode: Mode
  onOverlay: (overlay: Overlay) => void
}

/** The sidebar's place on narrow screens: a bar whose menu opens below it. */
export function MobileBar({ mode, onOverlay }: MobileBarProps) {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const [openAt, setOpenAt] = useState<string | null>(null)
  // Open only for the page it was opened on: going somewhere closes it.
  const open = openAt === path
  useShortcuts(
    open ? [{ keys: 'Escape', label: 'Close the menu', group: 'This page', run: () => setOpenAt(null) }] : [],
  )
  return (
    <header className="sticky top-(--band) z-20 border-b border-line bg-paper md:hidden">
      <div className="flex h-12 items-center gap-2 px-4">
        <Link
          to="/$mode"
          params={{ mode }}
          className="flex items-center gap-2 rounded-sm text-md font-semibold tracking-tight"
        >
          <BrandMark className="size-5" />
          Billhook
        </Link>
        <span className="ml-auto flex items-center gap-1">
          <IconButton label="Go to…" onClick={() => onOverlay('palette')} className="size-9">
            <Search className="size-4.5" />
          </IconButton>
          <IconButton
            label={open ? 'Close menu' : 'Open menu'}
            aria-expanded={open}
            aria-controls="mobile-menu"
            onClick={() => setOpenAt(open ? null : path)}
            className="size-9"
          >
            {open ? <X className="size-5" /> : <Menu className="size-5" />}
          </IconButton>
        </span>
      </div>
      <div id="mobile-menu" hidden={!open} className="flex flex-col gap-3 border-t border-line px-4 py-3 shadow-float">
        <ModeSwitch mode={mode} />
        <Navigation mode={mode} />
        <LiveMark />
        <AccountMenu onOverlay={onOverlay} />
      </div>
    </header>
  )
}
