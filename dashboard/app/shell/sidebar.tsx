import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { BrandMark } from '../../components/brand-mark.tsx'
import { AccountMenu } from './account-menu.tsx'
import { LiveMark } from './live-mark.tsx'
import { ModeSwitch } from './mode-switch.tsx'
import { Navigation } from './navigation.tsx'
import { PaletteButton } from './palette-button.tsx'
import type { Overlay } from './shell.tsx'

interface SidebarProps {
  mode: Mode
  onOverlay: (overlay: Overlay) => void
}

export function Sidebar({ mode, onOverlay }: SidebarProps) {
  return (
    <header className="sticky top-(--band) z-20 hidden h-[calc(100svh-var(--band))] w-56 shrink-0 flex-col gap-4 border-r border-line px-3 py-4 md:flex">
      <Link
        to="/$mode"
        params={{ mode }}
        className="flex items-center gap-2 rounded-sm px-2 text-md font-semibold tracking-tight"
      >
        <BrandMark className="size-5" />
        Billhook
      </Link>
      <ModeSwitch mode={mode} />
      <PaletteButton onOpen={() => onOverlay('palette')} />
      <Navigation mode={mode} />
      <div className="mt-auto flex flex-col gap-2">
        <LiveMark />
        <AccountMenu onOverlay={onOverlay} />
      </div>
    </header>
  )
}
