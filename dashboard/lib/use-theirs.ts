import { useState } from 'react'

/** Nothing tells that somebody else has saved what is open here: it is asked for this often. */
export const EDITED_POLL_MS = 15_000

/**
 * Whether somebody else has saved what is being edited here. `newest` is what stands there, `own` what was last saved here,
 * and `textOf` what counts of either. `see` ends it.
 */
export function useTheirs<T>(
  newest: T | null,
  own: T | undefined,
  { textOf, isSaving }: { textOf: (one: T) => string; isSaving: boolean },
): { isTheirs: boolean; see: () => void } {
  const text = newest && textOf(newest)
  const [seen, setSeen] = useState(text)
  const [lastOwn, setLastOwn] = useState(own)
  if (own !== lastOwn) {
    setLastOwn(own)
    if (own) setSeen(textOf(own))
  }
  return { isTheirs: !isSaving && text !== seen, see: () => setSeen(text) }
}
