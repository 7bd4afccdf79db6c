/** An entry of a list that can be moved: its key stays with it, so that the focus does too. */
export type Keyed<T> = T & { key: number }

let lastKey = 0

export function keyed<T extends object>(entry: T): Keyed<T> {
  lastKey += 1
  return { ...entry, key: lastKey }
}

/** The list with the entry at `from` one place up or down; the same list where there is no such place. */
export function moved<T>(list: readonly T[], from: number, step: 1 | -1): T[] {
  const to = from + step
  const next = [...list]
  const [entry] = next.splice(from, 1)
  if (entry === undefined || to < 0 || to >= list.length) return [...list]
  next.splice(to, 0, entry)
  return next
}
