import type { TimelineItem } from '../../../lib/api-types.ts'

/** A key for each item of a list; those that look the same are numbered. */
export function keysOf(items: readonly TimelineItem[]): string[] {
  const seen = new Map<string, number>()
  return items.map(({ event, at, set_by }) => {
    const name = event?.id ?? `${at} ${set_by}`
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return count === 0 ? name : `${name} ${count}`
  })
}
