import * as z from 'zod/mini'
import { EVENT_OUTCOMES } from '../../../worker/domain/event.ts'

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
const eventType = z.string().check(z.regex(/^[a-z0-9_.]+(\.\*)?$/))
const absoluteTime = z.iso.datetime({ offset: true })

/** The list's filters as the address carries them. What is not valid is dropped: an old link still opens. */
export const eventSearch = z.object({
  type: dropInvalid(eventType),
  outcome: dropInvalid(z.enum(EVENT_OUTCOMES)),
  customer: dropInvalid(text),
  object: dropInvalid(text),
  q: dropInvalid(text),
  received_after: dropInvalid(absoluteTime),
  received_before: dropInvalid(absoluteTime),
})
export type EventSearch = z.infer<typeof eventSearch>
export type EventFilterKey = keyof EventSearch

function dropInvalid<T extends z.core.$ZodType>(schema: T) {
  return z.catch(z.optional(schema), undefined)
}

export function isFiltered(search: EventSearch): boolean {
  return Object.values(search).some((value) => value !== undefined)
}

/** `search` with `changes` laid over it; a key set to undefined is removed. */
export function changeFilter(search: EventSearch, changes: EventSearch): EventSearch {
  const entries = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries)
}

/** True where new events can still enter the list: its time range does not end in the past. */
export function isOpenEnded(search: EventSearch, nowMs: number): boolean {
  return search.received_before === undefined || Date.parse(search.received_before) > nowMs
}
