import { dayOf } from './time.ts'

export interface Day<T> {
  /** Its own in the list: a day that comes back, because something was told late, is another one. */
  key: string
  day: string
  /** A moment of that day, in ms. */
  atMs: number
  items: T[]
}

/** Items in their given order, cut where the day changes; `timeOf` tells an item's ISO time. */
export function groupByDay<T>(items: readonly T[], timeOf: (item: T) => string, timeZone?: string): Day<T>[] {
  const days: Day<T>[] = []
  for (const item of items) {
    const atMs = Date.parse(timeOf(item))
    const day = dayOf(atMs, timeZone)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ key: `${day} ${days.filter((one) => one.day === day).length}`, day, atMs, items: [item] })
  }
  return days
}
