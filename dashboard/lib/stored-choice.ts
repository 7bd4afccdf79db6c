/** A choice kept in this browser. Blocked storage reads as "nothing chosen" and is never an error. */
export function readChoice(name: string): string | null {
  try {
    return localStorage.getItem(`billhook.${name}`)
  } catch {
    return null
  }
}

export function writeChoice(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`billhook.${name}`)
    else localStorage.setItem(`billhook.${name}`, value)
  } catch {
    // Nothing is lost but the memory of the choice.
  }
}
