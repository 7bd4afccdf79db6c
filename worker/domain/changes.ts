import type { Change } from './event.ts'
import { sameJson } from './json.ts'
import type { Sighting } from './ordering.ts'
import type { ObjectType, ReadFacts } from './stripe-object.ts'

/** Old and new value of every fact that differs, in the facts' own order; the first sight of an object lists what it has. */
export function describeChanges(
  objectType: ObjectType,
  objectId: string,
  before: Sighting | null,
  after: Sighting,
  readFacts: ReadFacts,
): Change[] {
  const from = before ? withDeletion(readFacts(objectType, before.object), before.gone) : {}
  const to = withDeletion(readFacts(objectType, after.object), after.gone)
  return Object.keys(to)
    .filter((field) => field !== 'type' && !sameJson(from[field] ?? null, to[field] ?? null))
    .map((field) => ({
      customer: null,
      object: objectId,
      field: `${objectType}.${field}`,
      from: from[field] ?? null,
      to: to[field] ?? null,
    }))
}

function withDeletion(facts: object, gone: boolean): Record<string, unknown> {
  return gone ? { ...facts, deleted: true } : { ...facts }
}
