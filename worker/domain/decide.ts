import { describeChanges } from './changes.ts'
import type { Change } from './event.ts'
import { noteFor } from './notes.ts'
import { type Held, type Sighting, settle, type Verdict } from './ordering.ts'
import type { ObjectRef, ReadFacts } from './stripe-object.ts'

/** What one input says about one Stripe object. */
export interface ObjectSighting extends Sighting, ObjectRef {
  /** It lacks what only Stripe can add: tiers, discounts that are bare ids, the rest of a list cut at ten. */
  incomplete: boolean
  /** Objects it belongs to or is made of. */
  refersTo: ObjectRef[]
}

/**
 * Four kinds of input, one door. `event` comes from Stripe, `snapshot` from its API, `due` from our own clock (a retry),
 * `command` from a person (a replay); the last two carry the input that they run again.
 */
export type Input =
  | {
      kind: 'event'
      type: string
      key: string
      /** Stripe's second. */
      at: number
      sighting: ObjectSighting | null
      why: Unread | null
      /** What a thin event is about. */
      names: ObjectRef | null
    }
  | { kind: 'snapshot'; sighting: ObjectSighting }
  | { kind: 'due'; input: Input }
  | { kind: 'command'; name: 'replay'; input: Input }

/** Why an event says nothing about an object that is kept. */
export type Unread = 'no_rule' | 'thin' | 'no_object_id' | 'former_account' | 'deauthorized'

export interface Settings {
  /** A key of this tenant may read objects at Stripe, so that a doubt can be settled. */
  canFetch: boolean
  /** The link came about by OAuth, so that the Stripe account may end it. */
  canBeDeauthorized: boolean
}

/** Work that a decision asks for; it is done elsewhere, and its answer comes back as an input. */
export type Ask =
  /** `ifUnknown`: only where the object has not come by itself meanwhile. */
  ({ task: 'refetch'; ifUnknown?: true } & ObjectRef) | { task: 'deauthorize'; eventId: string; at: number }

/** What a decision may look up besides the object itself. */
export interface Surroundings {
  readFacts: ReadFacts
  holds: (ref: ObjectRef) => boolean
}

export interface Decision {
  outcome: 'processed' | 'ignored'
  stale: boolean
  /** Plain sentences: what was decided and why. */
  notes: string[]
  changes: Change[]
  /** The state to keep; null leaves it as it is. */
  put: (Held & ObjectRef) | null
  asks: Ask[]
}

/** The sighting that the input rests on, whatever made it run. */
export function sightingOf(input: Input): ObjectSighting | null {
  return input.kind === 'due' || input.kind === 'command' ? sightingOf(input.input) : input.sighting
}

const CHANGES_NOTHING: readonly Verdict[] = ['stale', 'gone']

/** The door: what this input means for what is held of its object. Pure; the same arguments give the same decision. */
export function decide(held: Held | null, input: Input, settings: Settings, around: Surroundings): Decision {
  if (input.kind === 'due') return decide(held, input.input, settings, around)
  if (input.kind === 'command') {
    const decision = decide(held, input.input, settings, around)
    return { ...decision, notes: ['Replayed on request.', ...decision.notes] }
  }
  if (input.sighting) return decideSighting(held, input.kind, input.sighting, settings, around)
  return input.kind === 'event' ? decideUnread(input, settings) : ignored('no_object_id')
}

function decideSighting(
  held: Held | null,
  kind: 'event' | 'snapshot',
  sighting: ObjectSighting,
  settings: Settings,
  { readFacts, holds }: Surroundings,
): Decision {
  const { objectType, objectId } = sighting
  const before = held?.winner ?? null
  const settlement = settle(held, sighting)
  const { verdict, winner } = settlement
  const won = winner.key === sighting.key
  const again = before?.key === sighting.key
  const moved = winner.key !== before?.key
  const changes = moved ? describeChanges(objectType, objectId, before, winner, readFacts) : []
  const unsure = verdict === 'tie_unsure'
  const wanting =
    objectType === 'dispute' ? null : wantingOf({ kind, sighting, won, unsure, sameSecond: verdict.startsWith('tie') })
  const unknown = won && !again ? sighting.refersTo.filter((ref) => !holds(ref)) : []
  return {
    outcome: 'processed',
    stale: !won,
    notes: noteFor({
      about: 'object',
      sighting,
      before,
      winner,
      verdict,
      won,
      moved,
      again,
      changes,
      refetching: wanting === 'unsure' && settings.canFetch,
      wanting: settings.canFetch && wanting === 'incomplete',
      unknown: settings.canFetch ? unknown : [],
    }),
    changes,
    put:
      again || CHANGES_NOTHING.includes(verdict)
        ? null
        : { objectType, objectId, winner, contenders: settlement.contenders },
    asks: settings.canFetch
      ? [
          ...(wanting && !again ? [{ task: 'refetch', objectType, objectId } as const] : []),
          ...unknown.map((ref) => ({ task: 'refetch', ifUnknown: true, ...ref }) as const),
        ]
      : [],
  }
}

/**
 * Why Stripe is asked for the object. A snapshot of the very second of an event yields to it, so it was asked too early
 * and is asked for again.
 */
function wantingOf(of: {
  kind: 'event' | 'snapshot'
  sighting: ObjectSighting
  won: boolean
  unsure: boolean
  sameSecond: boolean
}): 'unsure' | 'incomplete' | 'too_early' | null {
  if (of.kind === 'snapshot') return of.sameSecond && !of.won && !of.sighting.gone ? 'too_early' : null
  if (of.unsure) return 'unsure'
  return of.won && of.sighting.incomplete ? 'incomplete' : null
}

/** A thin event about an object that is kept is a reason to ask Stripe for it. */
function decideUnread({ why, names, key, at }: Extract<Input, { kind: 'event' }>, settings: Settings): Decision {
  const nothing: Omit<Decision, 'notes' | 'asks'> = { outcome: 'processed', stale: false, changes: [], put: null }
  if (why === 'thin' && names && settings.canFetch)
    return { ...nothing, notes: noteFor({ about: 'named', ...names }), asks: [{ task: 'refetch', ...names }] }
  if (why === 'deauthorized' && settings.canBeDeauthorized)
    return { ...nothing, notes: noteFor({ about: 'deauthorized' }), asks: [{ task: 'deauthorize', eventId: key, at }] }
  return ignored(why === 'deauthorized' ? 'no_rule' : (why ?? 'no_rule'))
}

function ignored(why: Unread): Decision {
  return {
    outcome: 'ignored',
    stale: false,
    notes: noteFor({ about: 'unread', why }),
    changes: [],
    put: null,
    asks: [],
  }
}
