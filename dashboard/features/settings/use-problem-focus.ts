import { useEffect, useRef, useState } from 'react'
import { type SettingsSection, sectionsOf } from './settings-sections.ts'

/** Leads to a value that is wrong: opens its section and puts the focus there. */
export function useProblemFocus(section: SettingsSection, onSection: (section: SettingsSection) => void) {
  const element = useRef<HTMLFormElement>(null)
  const [wanted, setWanted] = useState<{ section: SettingsSection } | null>(null)

  useEffect(() => {
    if (!wanted || wanted.section !== section) return
    element.current
      ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input, [data-invalid] button')
      ?.focus()
    setWanted(null)
  }, [wanted, section])

  /** `path` is the value's place in the form; one that no section has changes nothing. */
  function showProblem(path: string) {
    const [of] = sectionsOf(path.split('.').slice(0, 1))
    if (!of) return
    setWanted({ section: of })
    if (of !== section) onSection(of)
  }

  return { element, showProblem }
}
