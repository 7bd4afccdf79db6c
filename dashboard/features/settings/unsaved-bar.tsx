import { CircleAlert } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { SECTION_WORDS, type SettingsSection } from './settings-sections.ts'

interface UnsavedBarProps {
  changed: readonly SettingsSection[]
  /** Sections with a value that cannot be saved. */
  wrong: readonly SettingsSection[]
  /** Why saving did not work, where it is no single value. */
  error: unknown
  /** Somebody else has saved other settings since these were loaded. */
  changedElsewhere: boolean
  saving: boolean
  onDiscard: () => void
  onPreview: () => void
  onSave: () => void
}

/** Stands at the bottom of the page as long as something is not saved. */
export function UnsavedBar({ changed, wrong, error, changedElsewhere, saving, ...does }: UnsavedBarProps) {
  useShortcuts([{ keys: 'mod+s', label: 'Save the settings', group: 'This page', run: does.onSave }])
  return (
    <section
      aria-label="Unsaved changes"
      data-bottom-bar
      className="sticky bottom-3 z-10 mt-6 flex flex-col gap-3 rounded-lg border border-line-strong bg-surface px-4 py-3 shadow-float"
    >
      {error !== null && (
        <ProblemNote title="The settings could not be saved" error={error}>
          <p className="text-soft">{error instanceof Error ? error.message : 'An unexpected error.'}</p>
        </ProblemNote>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <p role="status" className="min-w-0 flex-1 basis-64 text-sm">
          {wrong.length > 0 ? (
            <span className="flex gap-2 font-medium text-bad">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              Not saved: a value in {labels(wrong)} is refused
            </span>
          ) : (
            <span className="font-medium">Unsaved changes in {labels(changed)}</span>
          )}
          {changedElsewhere && (
            <span className="block text-soft">
              Somebody saved other settings meanwhile. What you changed wins; all else stays theirs.
            </span>
          )}
        </p>
        <div className="flex flex-wrap gap-1.5 sm:gap-2">
          <Button look="quiet" disabled={saving} onClick={does.onDiscard} className="max-sm:px-2">
            Discard
          </Button>
          <Button onClick={does.onPreview}>What would change</Button>
          <Button look="primary" busy={saving} onClick={does.onSave}>
            {saving ? 'Saving…' : 'Save'}
            {!saving && (
              <span aria-hidden className="max-sm:hidden">
                <Kbd keys="mod+s" />
              </span>
            )}
          </Button>
        </div>
      </div>
    </section>
  )
}

function labels(sections: readonly SettingsSection[]): string {
  return sections.map((section) => SECTION_WORDS[section].label).join(', ')
}
