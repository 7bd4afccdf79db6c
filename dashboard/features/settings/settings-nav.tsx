import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CircleAlert } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { SECTION_WORDS, SETTINGS_SECTIONS, type SettingsSection } from './settings-sections.ts'

interface SettingsNavProps {
  mode: Mode
  chosen: SettingsSection
  /** Sections with unsaved changes, and with values that were refused. */
  changed: readonly SettingsSection[]
  wrong: readonly SettingsSection[]
}

/** The sections as links, with marks where something is not saved yet or is wrong. */
export function SettingsNav({ mode, chosen, changed, wrong }: SettingsNavProps) {
  return (
    <nav aria-label="Settings" className="min-w-0 self-start md:sticky md:top-[calc(var(--band)+1.5rem)]">
      <ul className="flex gap-1 max-md:flex-wrap md:flex-col md:gap-0.5">
        {SETTINGS_SECTIONS.map((section) => (
          <li key={section}>
            <Link
              to="/$mode/settings"
              params={{ mode }}
              search={{ section }}
              resetScroll={false}
              aria-current={section === chosen ? 'page' : undefined}
              activeProps={{}}
              className={clsx(
                'flex h-8 items-center gap-2 rounded-md px-2.5 text-sm font-medium',
                section === chosen ? 'bg-sunken text-ink' : 'text-soft hover:bg-sunken hover:text-ink',
              )}
            >
              {SECTION_WORDS[section].label}
              {wrong.includes(section) ? (
                <CircleAlert role="img" aria-label="has a problem" className="ml-auto size-3.5 text-bad" />
              ) : (
                changed.includes(section) && (
                  <span role="img" aria-label="has unsaved changes" className="ml-auto size-2 rounded-full bg-note" />
                )
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
