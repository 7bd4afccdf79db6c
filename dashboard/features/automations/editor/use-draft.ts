import { useEffect, useState } from 'react'
import type { Automation } from '../../../lib/api-types.ts'
import { useTheirs } from '../../../lib/use-theirs.ts'
import { type AutomationDraft, draftOfAutomation, inputOf, newDraft } from './automation-draft.ts'
import { isChanged } from './draft-sentence.ts'

const textOf = (automation: Automation) => JSON.stringify(inputOf(draftOfAutomation(automation)))

/**
 * What is being edited, and what it is compared with. It follows what others save while nothing is edited; while something
 * is, `takeTheirs` shows theirs in its place, and is null where there is nothing of theirs.
 */
export function useDraft(automation: Automation | null, save: { data: Automation | undefined; isPending: boolean }) {
  const [base, setBase] = useState<AutomationDraft>(() => (automation ? draftOfAutomation(automation) : newDraft()))
  const [draft, setDraft] = useState(base)
  const changed = isChanged(draft, base)
  const { isTheirs, see } = useTheirs(automation, save.data, { textOf, isSaving: save.isPending })

  function take() {
    if (!automation) return
    const theirs = draftOfAutomation(automation)
    setBase(theirs)
    setDraft(theirs)
    see()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what comes anew counts, or what is taken back
  useEffect(() => {
    if (isTheirs && !changed) take()
  }, [automation, isTheirs, changed])

  return { base, draft, setDraft, setBase, changed, takeTheirs: isTheirs && changed ? take : null }
}
