import { useState } from 'react'

/** A value that stands still while it is held: what is under the pointer or the focus does not move away. */
export function useHeld<T>(value: T) {
  const [held, setHeld] = useState<{ value: T } | null>(null)
  return {
    shown: held ? held.value : value,
    hold: () => setHeld((present) => present ?? { value }),
    release: () => setHeld(null),
  }
}
