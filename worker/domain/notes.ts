import type { Unread } from './decide.ts'
import type { Change } from './event.ts'
import { moneyWords } from './money-words.ts'
import type { Sighting, Verdict } from './ordering.ts'
import type { ObjectRef } from './stripe-object.ts'
import { isoOfSeconds } from './times.ts'

interface ObjectStory {
  about: 'object'
  sighting: { objectType: string; objectId: string; key: string; kind: Sighting['kind']; gone: boolean }
  before: Sighting | null
  winner: Sighting
  verdict: Verdict
  won: boolean
  /** The present state is another one than before. */
  moved: boolean
  /** The same input was decided before: nothing can be new. */
  again: boolean
  changes: Change[]
  refetching: boolean
  /** Stripe is asked for the whole of it. */
  wanting: boolean
  /** Objects it refers to that have not come yet; Stripe is asked for them. */
  unknown: ObjectRef[]
}

const UNREAD: Record<Unread, string> = {
  no_rule: 'Stored. No rule reads events of this type, so nothing changed.',
  thin: 'Stored. This is a thin event: it names an object without its content, which cannot be read without a Stripe key.',
  no_object_id: 'Stored. Its object carries no id, so there is nothing it could be applied to.',
  former_account: 'Stored. It belongs to the Stripe account that was connected before, so it changes nothing here.',
  deauthorized: 'Stored. This connection did not come about by OAuth, so nothing ends.',
}

/** Plain sentences for a person: what was decided about an event, and why, also when nothing changed. */
export function noteFor(
  story: ObjectStory | { about: 'unread'; why: Unread } | { about: 'deauthorized' } | ({ about: 'named' } & ObjectRef),
): string[] {
  if (story.about === 'unread') return [UNREAD[story.why]]
  if (story.about === 'deauthorized') return ['The app was removed from the Stripe account, so the connection ends.']
  if (story.about === 'named')
    return [`A thin event: it names ${nameOf(story)} without its content. Stripe is being asked for it.`]
  const what = nameOf(story.sighting)
  if (story.again) return [`${what} already shows this event, so nothing changed.`]
  return [orderNote(story, what), ...(story.moved ? [changeNote(story, what)] : []), ...askNotes(story)].filter(
    (note) => note !== '',
  )
}

function nameOf({ objectType, objectId }: { objectType: string; objectId: string }): string {
  return `${NAMES[objectType] ?? objectType} ${objectId}`
}

function askNotes({ wanting, unknown }: ObjectStory): string[] {
  return [
    ...(wanting ? ['The event carries only a part of it. Stripe is being asked for the whole.'] : []),
    ...unknown.map((ref) => `${nameOf(ref)} is not known yet. Stripe is asked for it, unless it comes by itself.`),
  ]
}

const NAMES: Record<string, string> = {
  product: 'Product',
  price: 'Price',
  coupon: 'Coupon',
  customer: 'Stripe customer',
  subscription: 'Subscription',
  invoice: 'Invoice',
  charge: 'Charge',
  dispute: 'Dispute',
}

function orderNote(story: ObjectStory, what: string): string {
  const { verdict, winner, won } = story
  if (verdict === 'stale')
    return `Older than what ${what} shows, which ${winner.key} set at ${isoOfSeconds(winner.at)}, so nothing changed.`
  if (verdict === 'gone')
    return `${what} was deleted (${winner.key}, ${isoOfSeconds(winner.at)}); an event about it brings nothing back.`
  if (!won && story.moved)
    return `With this event the order within ${isoOfSeconds(winner.at)} is known: ${winner.key} is the last of that second.`
  if (verdict === 'tie_by_kind') {
    return won
      ? `Several events of ${what} share the second ${isoOfSeconds(winner.at)}; this one is the last by its kind.`
      : `${winner.key} shares its second and comes after it by its kind, so nothing changed.`
  }
  if (verdict === 'tie_by_progress') {
    return won
      ? `Several events of ${what} share the second ${isoOfSeconds(winner.at)}; this one shows it the furthest on.`
      : `${winner.key} shares its second and shows ${what} further on, so nothing changed.`
  }
  if (verdict === 'tie_by_previous') {
    return won
      ? `Several events of ${what} share the second ${isoOfSeconds(winner.at)}; this one continues the others by its previous_attributes.`
      : `${winner.key} shares its second and continues it by its previous_attributes, so nothing changed.`
  }
  if (verdict !== 'tie_unsure') return ''
  const doubt = `Several events of ${what} share the second ${isoOfSeconds(winner.at)} and nothing tells which is the last; ${winner.key} was taken.`
  return story.refetching
    ? `${doubt} Stripe is being asked for the present state.`
    : `${doubt} This is unsure: no Stripe key is connected to ask.`
}

function changeNote(story: ObjectStory, what: string): string {
  if (story.winner.gone) return `${what} is deleted at Stripe.`
  if (!story.before) return `${what} is now known.`
  if (story.changes.length === 0) return `Nothing that Billhook keeps of ${what} has changed.`
  const say = (field: string, value: unknown): string => sayValue(field, value, story.winner.object.currency)
  const shown = story.changes
    .slice(0, 4)
    .map(({ field, from, to }) => `${fieldName(field)} ${say(field, from)} → ${say(field, to)}`)
  const more = story.changes.length > shown.length ? ` and ${story.changes.length - shown.length} more` : ''
  return `${what}: ${shown.join(', ')}${more}.`
}

function fieldName(field: string): string {
  return field.slice(field.indexOf('.') + 1).replaceAll('_', ' ')
}

/** Stripe's times are seconds; people read dates. */
const TIME_FIELD = /(_at|_end|_attempt|\.created)$/
const CURRENCY = /^[A-Za-z]{3}$/
const AMOUNT_FIELD = /\.(total|unit_amount|amount|amount_[a-z]+)$/

function sayValue(field: string, value: unknown, currency: unknown): string {
  if (AMOUNT_FIELD.test(field) && typeof value === 'number' && typeof currency === 'string' && CURRENCY.test(currency))
    return moneyWords(value, currency)
  if (TIME_FIELD.test(field) && typeof value === 'number') return isoOfSeconds(value)
  if (value === null || value === undefined) return 'none'
  if (field === 'subscription.items' && Array.isArray(value)) return sayItems(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function sayItems(items: { price?: unknown; quantity?: unknown }[]): string {
  if (items.length === 0) return 'none'
  return items.map(({ price, quantity }) => `${price ?? 'no price'} × ${quantity ?? 1}`).join(', ')
}
