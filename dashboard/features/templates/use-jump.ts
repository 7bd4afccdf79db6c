import { type RefObject, useEffect, useRef } from 'react'
import type { Editor } from './code/create-editor.ts'
import type { Place } from './liquid-problem.ts'

type Editors = Record<'html' | 'text', RefObject<Editor | null>>

/** Leads to a place in the words; one in another language once its fields are there. */
export function useJump(editors: Editors, language: string | null, choose: (language: string | null) => void) {
  const waiting = useRef<Place | null>(null)

  function arrive({ part, line, column }: Place) {
    waiting.current = null
    if (part === 'html' || part === 'text') editors[part].current?.go(line, column)
    else if (part) document.querySelector<HTMLElement>(`form [data-part="${part}"]`)?.focus()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields of another language are there once it is shown
  useEffect(() => {
    const place = waiting.current
    if (place && place.part !== 'html' && place.part !== 'text') arrive(place)
  }, [language])

  return {
    go(place: Place) {
      if (place.language === language) arrive(place)
      else {
        waiting.current = place
        choose(place.language)
      }
    },
    /** An editor is there. */
    onReady(part: 'html' | 'text') {
      if (waiting.current?.part === part) arrive(waiting.current)
    },
  }
}
