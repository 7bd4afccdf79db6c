import { sameJson } from '../../../../worker/domain/json.ts'
import type { Simulation } from '../../../lib/api-types.ts'

type Change = Simulation['changes'][number]

/** What all events together change for customers: of each field what it was before the first and is after the last. */
export function sumChanges(changes: readonly Change[]): Change[] {
  const sums = new Map<string, Change>()
  for (const change of changes) {
    if (change.customer === null) continue
    const key = `${change.customer} ${change.field}`
    sums.set(key, { ...change, from: (sums.get(key) ?? change).from })
  }
  return [...sums.values()].filter(({ from, to }) => !sameJson(from, to))
}
