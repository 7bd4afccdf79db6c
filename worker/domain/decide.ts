import { describeChanges } from './changes.ts'
import type { Change } from './event.ts'
import { noteFor } from './notes.ts'
import { type Held, type Sighting, settle, type Verdict } from './ordering.ts'
import type { ObjectType, ReadFacts } from './stripe-object.ts'

/** What one input says about one Stripe object. */
export interface ObjectSighting extends Sighting {
  objectType: ObjectType
  objectId: string
}

/**
 * Four kinds of input, one door. `event` comes from Stripe, `snapshot` from its API, `due` from our own clock (a retry),
 * `command` from a person (a replay); the last two carry the input that they run again.
 */
export type Input =
  | {
      kind: 'event'
      type: string
      sighting: ObjectSighting | null
      why: Unread | null
      /** What a thin event is about. */
      names: { objectType: ObjectType; objectId: string } | null
    }
  | { kind: 'snapshot'; sighting: ObjectSighting }
  | { kind: 'due'; input: Input }
  | { kind: 'command'; name: 'replay'; input: Input }

/** Why an event says nothing about an object that is kept. */
export type Unread = 'no_rule' | 'thin' | 'no_object_id'

export interface Settings {
  /** A key of this tenant may read objects at Stripe, so that a doubt can be settled. */
  canFetch: boolean
}

export interface Decision {
  outcome: 'processed' | 'ignored'
  stale: boolean
  /** Plain sentences: what was decided and why. */
  notes: string[]
  changes: Change[]
  /** The state to keep; null leaves it as it is. */
  put: (Held & { objectType: ObjectType; objectId: string }) | null
  /** Ask Stripe for the object: the order of its events cannot be told. */
  refetch: { objectType: ObjectType; objectId: string } | null
}

/** The sighting that the input rests on, whatever made it run. */
export function sightingOf(input: Input): ObjectSighting | null {
  return input.kind === 'due' || input.kind === 'command' ? sightingOf(input.input) : input.sighting
}

const CHANGES_NOTHING: readonly Verdict[] = ['stale', 'gone']

/** The door: what this input means for what is held of its object. Pure; the same arguments give the same decision. */
export function decide(held: Held | null, input: Input, settings: Settings, readFacts: ReadFacts): Decision {
  if (input.kind === 'due') return decide(held, input.input, settings, readFacts)
  if (input.kind === 'command') {
    const decision = decide(held, input.input, settings, readFacts)
    return { ...decision, notes: ['Replayed on request.', ...decision.notes] }
  }
  if (!input.sighting) return input.kind === 'event' ? decideUnread(input, settings) : ignored('no_object_id')
  return decideSighting(held, input.sighting, settings, readFacts)
}

function decideSighting(
  held: Held | null,
  sighting: ObjectSighting,
  settings: Settings,
  readFacts: ReadFacts,
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
      refetching: unsure && settings.canFetch,
    }),
    changes,
    put:
      again || CHANGES_NOTHING.includes(verdict)
        ? null
        : { objectType, objectId, winner, contenders: settlement.contenders },
    refetch: unsure && settings.canFetch ? { objectType, objectId } : null,
  }
}

/** A thin event about an object that is kept is a reason to ask Stripe for it. */
function decideUnread({ why, names }: Extract<Input, { kind: 'event' }>, settings: Settings): Decision {
  if (why !== 'thin' || !names || !settings.canFetch) return ignored(why ?? 'no_rule')
  const nothing = { stale: false, changes: [], put: null }
  return { ...nothing, outcome: 'processed', notes: noteFor({ about: 'named', ...names }), refetch: names }
}

function ignored(why: Unread): Decision {
  return {
    outcome: 'ignored',
    stale: false,
    notes: noteFor({ about: 'unread', why }),
    changes: [],
    put: null,
    refetch: null,
  }
}
