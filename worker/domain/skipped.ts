import type { Skipped } from './job.ts'

const EXAMPLES = 5

/** The same reason of the same list is one entry, with a few examples. */
export function mergeSkipped(known: readonly Skipped[], more: readonly Skipped[]): Skipped[] {
  const merged = [...known]
  for (const one of more) {
    const at = merged.findIndex(({ resource, reason }) => resource === one.resource && reason === one.reason)
    const same = merged[at]
    if (!same) merged.push(one)
    else
      merged[at] = {
        ...one,
        count: same.count + one.count,
        examples: [...same.examples, ...one.examples].slice(0, EXAMPLES),
      }
  }
  return merged
}
