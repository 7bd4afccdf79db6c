/** Rows of a turn are found by one text: a kind, which has no space, and an id. */
export function joinKey(kind: string, id: string): string {
  return `${kind} ${id}`
}

export function splitKey<K extends string = string>(key: string): [K, string] {
  const at = key.indexOf(' ')
  return [key.slice(0, at) as K, key.slice(at + 1)]
}
