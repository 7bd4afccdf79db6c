import { describe, expect, it } from 'vitest'
import type { EventPage, EventPages } from '../../../dashboard/features/events/get-events.ts'
import { countNew, insertNewest, renewRows } from '../../../dashboard/features/events/merge-newest.ts'
import { anEvent, someEvents } from './factories.ts'

function page(ids: string[], hasMore = true): EventPage {
  return {
    object: 'list',
    data: someEvents(...ids),
    has_more: hasMore,
    next_cursor: hasMore ? `after ${ids.at(-1)}` : null,
  }
}

function list(...pages: EventPage[]): EventPages {
  return { pages, pageParams: pages.map((_, index) => (index === 0 ? undefined : `page ${index}`)) }
}

function ids({ pages }: EventPages): string[][] {
  return pages.map(({ data }) => data.map(({ id }) => id))
}

describe('countNew', () => {
  it('counts what the list does not show', () => {
    expect(countNew(list(page(['c', 'b']), page(['a'])), page(['e', 'd', 'c']))).toEqual({ count: 2, more: false })
    expect(countNew(list(page(['b', 'a'])), page(['b', 'a']))).toEqual({ count: 0, more: false })
  })

  it('says that there are more where the newest page does not reach the list', () => {
    expect(countNew(list(page(['b', 'a'])), page(['f', 'e']))).toEqual({ count: 2, more: true })
  })
})

describe('insertNewest', () => {
  it('puts new events in front and keeps the loaded pages', () => {
    const merged = insertNewest(list(page(['c', 'b']), page(['a', '0'])), page(['e', 'd', 'c']))
    expect(ids(merged)).toEqual([
      ['e', 'd', 'c', 'b'],
      ['a', '0'],
    ])
    expect(merged.pages.at(-1)?.next_cursor).toBe('after 0')
  })

  it('starts again where something lies between the newest page and the list', () => {
    expect(ids(insertNewest(list(page(['b', 'a'])), page(['f', 'e'])))).toEqual([['f', 'e']])
  })

  it('drops rows that left the filter, and only those the newest page speaks of', () => {
    const merged = insertNewest(list(page(['d', 'c', 'b', 'a'])), page(['e', 'd', 'b']))
    expect(ids(merged)).toEqual([['e', 'd', 'b', 'a']])
  })

  it('is the newest page alone where that is all there is', () => {
    expect(ids(insertNewest(list(page(['b', 'a'], false)), page(['c', 'a'], false)))).toEqual([['c', 'a']])
    expect(ids(insertNewest(list(page([], false)), page(['a'], false)))).toEqual([['a']])
  })

  it('leaves its input alone', () => {
    const before = list(page(['b', 'a']))
    insertNewest(before, page(['c', 'b']))
    expect(ids(before)).toEqual([['b', 'a']])
  })
})

describe('renewRows', () => {
  it('renews a row where it stands', () => {
    const before = {
      ...list(page(['b'])),
      pages: [{ ...page(['b']), data: [anEvent({ id: 'b', outcome: 'pending' })] }],
    }
    const after = renewRows(before, new Map([['b', { outcome: 'processed' as const }]]))
    expect(after.pages[0]?.data[0]).toEqual(anEvent({ id: 'b', outcome: 'processed' }))
  })

  it('answers the same list where no row is concerned, so that nothing renders again', () => {
    const before = list(page(['b', 'a']))
    expect(renewRows(before, new Map([['z', { outcome: 'parked' as const }]]))).toBe(before)
  })
})
