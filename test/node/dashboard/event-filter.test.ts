import { describe, expect, it } from 'vitest'
import { changeFilter, eventSearch, isFiltered, isOpenEnded } from '../../../dashboard/features/events/event-filter.ts'
import { filterChips } from '../../../dashboard/features/events/event-filter-words.ts'

const NOW = Date.parse('2026-11-21T19:00:00Z')

describe('the filters in the address', () => {
  it.each(['invoice.paid', 'invoice.*', 'customer.subscription.*', 'v2.core.event'])('take the type %s', (type) => {
    expect(eventSearch.parse({ type })).toEqual({ type })
  })

  it.each(['*', 'invoice*', 'Invoice.paid', '*.paid', 'invoice.*.paid', ''])('drop the type %j', (type) => {
    expect(isFiltered(eventSearch.parse({ type }))).toBe(false)
  })

  it('drop what is not valid and keep the rest, so that an old link still opens', () => {
    const search = eventSearch.parse({ outcome: 'exploded', received_after: 'yesterday', q: ' cus_1 ', sort: 'up' })
    expect(changeFilter(search, {})).toEqual({ q: 'cus_1' })
  })

  it('take absolute times only', () => {
    const received_after = '2026-11-20T19:00:00+01:00'
    expect(eventSearch.parse({ received_after }).received_after).toBe(received_after)
    expect(eventSearch.parse({ received_after: '2026-11-20' }).received_after).toBeUndefined()
  })
})

it('a change of undefined removes a filter', () => {
  expect(changeFilter({ type: 'invoice.*', q: 'x' }, { type: undefined, outcome: 'parked' })).toEqual({
    q: 'x',
    outcome: 'parked',
  })
})

it('new events can enter a list unless its range ends in the past', () => {
  expect(isOpenEnded({}, NOW)).toBe(true)
  expect(isOpenEnded({ received_before: '2026-11-21T20:00:00Z' }, NOW)).toBe(true)
  expect(isOpenEnded({ received_before: '2026-11-21T18:00:00Z' }, NOW)).toBe(false)
})

it('chips stand in a fixed order with words and absolute times', () => {
  const search = { received_after: '2026-11-20T19:00:00Z', outcome: 'parked', type: 'invoice.*' } as const
  expect(filterChips(search, 'UTC')).toEqual([
    { key: 'type', label: 'Type', value: 'invoice.*' },
    { key: 'outcome', label: 'Outcome', value: 'Parked' },
    { key: 'received_after', label: 'Received after', value: '20 Nov 2026, 19:00:00 UTC' },
  ])
})
