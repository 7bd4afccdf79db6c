import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { listenForShortcuts, useShortcuts } from '../../lib/shortcuts.ts'
import type { Overlay } from './shell.tsx'
import { useSections } from './use-sections.ts'

/** The keys that work on every page. */
export function useShellShortcuts(mode: Mode, onOverlay: (overlay: Overlay) => void): void {
  const navigate = useNavigate()
  const sections = useSections()
  useEffect(() => listenForShortcuts(), [])
  useShortcuts([
    { keys: 'mod+k', label: 'Go to a page or an id', group: 'Everywhere', run: () => onOverlay('palette') },
    { keys: '?', label: 'Show these shortcuts', group: 'Everywhere', run: () => onOverlay('shortcuts') },
    ...sections.map(({ to, label, keys }) => ({
      keys,
      label: `Go to ${label}`,
      group: 'Everywhere' as const,
      run: () => void navigate({ to, params: { mode }, search: {} }),
    })),
  ])
}
