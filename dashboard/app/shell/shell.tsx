import { Outlet, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ToastArea } from '../../components/toast-area.tsx'
import { useLiveUpdates } from '../live-updates.ts'
import { AppBanner } from './app-banner.tsx'
import { MobileBar } from './mobile-bar.tsx'
import { Palette } from './palette.tsx'
import { RouteProgress } from './route-progress.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { Sidebar } from './sidebar.tsx'
import { TestBand } from './test-band.tsx'
import { usePageFocus } from './use-page-focus.ts'
import { useShellShortcuts } from './use-shell-shortcuts.ts'

export type Overlay = 'palette' | 'shortcuts' | null

/** What stands around every page of a mode. */
export function Shell() {
  const { mode } = useParams({ from: '/$mode' })
  const [overlay, setOverlay] = useState<Overlay>(null)
  useLiveUpdates(mode)
  useShellShortcuts(mode, setOverlay)
  usePageFocus()

  return (
    <div className={mode === 'test' ? '[--band:1.75rem]' : '[--band:0px]'}>
      <a href="#main" className="fixed top-2 left-2 z-50 rounded-md bg-ink px-3 py-2 text-paper not-focus:sr-only">
        Skip to content
      </a>
      <RouteProgress />
      {mode === 'test' && <TestBand />}
      <div className="md:flex">
        <Sidebar mode={mode} onOverlay={setOverlay} />
        <MobileBar mode={mode} onOverlay={setOverlay} />
        <div className="min-w-0 flex-1">
          <AppBanner mode={mode} />
          <main id="main" tabIndex={-1} className="mx-auto max-w-[76rem] px-4 py-6 md:px-8">
            <Outlet />
          </main>
        </div>
      </div>
      <ToastArea />
      {overlay === 'palette' && <Palette mode={mode} onClose={() => setOverlay(null)} onOverlay={setOverlay} />}
      {overlay === 'shortcuts' && <ShortcutSheet onClose={() => setOverlay(null)} />}
    </div>
  )
}
