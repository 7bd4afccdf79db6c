import { Link, useMatchRoute } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { MODES, type Mode } from '../../../worker/domain/ids.ts'
import { SECTIONS } from './sections.ts'

const LABELS: Record<Mode, string> = { test: 'Test', live: 'Live' }

/** Two links: the same page in the other mode. Filters and ids stay behind, as nothing crosses the modes. */
export function ModeSwitch({ mode }: { mode: Mode }) {
  const matchRoute = useMatchRoute()
  // The overview stands first and its path begins every other.
  const section = SECTIONS.findLast(({ to }) => matchRoute({ to, fuzzy: true }))?.to ?? '/$mode'
  return (
    <nav
      aria-label="Mode"
      className="grid grid-cols-2 rounded-md border border-line-strong bg-sunken p-0.5 text-sm font-medium"
    >
      {MODES.map((choice) => (
        <Link
          key={choice}
          to={section}
          params={{ mode: choice }}
          search={{}}
          aria-current={choice === mode ? 'true' : undefined}
          activeProps={{}}
          className={clsx(
            'flex h-7 items-center justify-center gap-1.5 rounded-sm px-3',
            choice !== mode && 'text-soft hover:text-ink',
            choice === mode && (mode === 'test' ? 'bg-test text-on-test' : 'bg-ink text-paper'),
          )}
        >
          {LABELS[choice]}
        </Link>
      ))}
    </nav>
  )
}
