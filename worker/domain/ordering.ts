import { isJsonObject, type JsonObject, sameJson } from './json.ts'

/**
 * One look at a Stripe object: an event's `data.object`, or an answer of the API.
 * `at` is the second it is known to reflect; Stripe's `created` has no finer grain and event ids carry no order.
 */
export interface Sighting {
  /** Event id, or the snapshot's own key. */
  key: string
  at: number
  kind: 'snapshot' | 'created' | 'updated' | 'deleted'
  /** Deleted. A cancelled subscription is not gone. */
  gone: boolean
  /** Its id is the account's own choice, and may be given again after a deletion; else nothing brings the object back. */
  mayReturn: boolean
  object: JsonObject
  /** The event's `previous_attributes`. */
  previous: JsonObject | null
  /** How far the object is in a life that only goes one way, the weightiest number first; empty where it may go back. */
  progress: readonly number[]
}

export type Verdict =
  | 'first'
  | 'newer'
  | 'stale'
  | 'gone'
  /** Same second, and: the kind tells / the object's life tells / previous_attributes tell / nothing tells. */
  | 'tie_by_kind'
  | 'tie_by_progress'
  | 'tie_by_previous'
  | 'tie_unsure'

/** What is held of one object: its present state, and every sighting of that same second. */
export interface Held {
  winner: Sighting
  /** The next tie must weigh all of them again; the winner is among them. */
  contenders: Sighting[]
}

export interface Settlement extends Held {
  verdict: Verdict
}

/** A snapshot yields to events of its second: each change sends an event, so what the snapshot had on top arrives too. */
const RANK = { snapshot: 0, created: 1, updated: 2, deleted: 3 } as const

/**
 * Which look at an object is the present one. The answer depends on the set of sightings alone, never on the order
 * they came in: newer wins, a deletion is final where ids are Stripe's, and of one second all contenders are weighed together.
 */
export function settle(held: Held | null, incoming: Sighting): Settlement {
  if (!held) return { verdict: 'first', winner: incoming, contenders: [incoming] }
  const { winner, contenders } = held
  const isFinal = !incoming.mayReturn
  if (isFinal && winner.gone && !incoming.gone) return { verdict: 'gone', winner, contenders }
  const replaces = (isFinal && incoming.gone && !winner.gone) || incoming.at > winner.at
  if (replaces) return { verdict: 'newer', winner: incoming, contenders: [incoming] }
  if (incoming.at < winner.at) return { verdict: 'stale', winner, contenders }
  const all = [...contenders.filter((sighting) => sighting.key !== incoming.key), incoming]
  return { ...decideTie(all), contenders: all }
}

function decideTie(contenders: Sighting[]): { verdict: Verdict; winner: Sighting } {
  const highest = Math.max(...contenders.map((sighting) => RANK[sighting.kind]))
  const byKind = contenders.filter((sighting) => RANK[sighting.kind] === highest)
  const top = furthest(byKind)
  const last = top.filter((sighting) => !top.some((other) => follows(other, sighting) && !follows(sighting, other)))
  const candidates = last.length > 0 ? last : top
  const winner = candidates.reduce((best, sighting) => (sighting.key > best.key ? sighting : best))
  if (byKind.length === 1) return { verdict: 'tie_by_kind', winner }
  if (top.length === 1) return { verdict: 'tie_by_progress', winner }
  const sure = candidates.every((sighting) => sameJson(sighting.object, winner.object))
  return { verdict: sure ? 'tie_by_previous' : 'tie_unsure', winner }
}

function furthest(sightings: Sighting[]): Sighting[] {
  const best = sightings.map(({ progress }) => progress).reduce((a, b) => (isFurther(b, a) ? b : a))
  return sightings.filter(({ progress }) => !isFurther(best, progress))
}

function isFurther(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index])
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0)
}

/** `later` was made on top of `earlier`: the old values it names are the ones `earlier` shows. */
function follows(later: Sighting, earlier: Sighting): boolean {
  return later !== earlier && later.previous !== null && continues(later.previous, earlier.object)
}

/**
 * `previous_attributes` hold only changed keys with their old values; in nested hashes likewise, lists come whole,
 * and a newly added key is null.
 */
function continues(previous: JsonObject, object: JsonObject): boolean {
  const keys = Object.keys(previous)
  return keys.length > 0 && keys.every((key) => matches(previous[key], object[key]))
}

function matches(previous: unknown, value: unknown): boolean {
  if (previous === null) return value === null || value === undefined
  if (isJsonObject(previous) && isJsonObject(value)) {
    return Object.keys(previous).every((key) => matches(previous[key], value[key]))
  }
  return sameJson(previous, value)
}
