import { describe, expect, it } from 'vitest'
import { dayOf, formatAge, formatDay, formatDuration, formatMoment } from '../../../dashboard/lib/time.ts'

const NOW = Date.parse('2026-11-21T19:00:00Z')
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('formatAge', () => {
  it.each([
    [0, 'just now'],
    [999, 'just now'],
    [SECOND, '1 s ago'],
    [59_999, '59 s ago'],
    [MINUTE, '1 min ago'],
    [59 * MINUTE + 59 * SECOND, '59 min ago'],
    [HOUR, '1 h ago'],
    [DAY - 1, '23 h ago'],
    [DAY, '1 d ago'],
    [29 * DAY, '29 d ago'],
  ])('an age of %i ms reads %s', (ageMs, text) => {
    expect(formatAge(NOW - ageMs, NOW)).toBe(text)
  })

  it('says the date from 30 days on', () => {
    expect(formatAge(NOW - 40 * DAY, NOW)).toBe('12 Oct 2026')
  })

  it('takes a server clock that is a little ahead for the present, and tells a far one by its date', () => {
    expect(formatAge(NOW + 20 * SECOND, NOW)).toBe('just now')
    expect(formatAge(NOW + 3 * DAY, NOW)).toBe('24 Nov 2026')
  })
})

it.each([
  [850, '850 ms'],
  [4000, '4 s'],
  [3 * MINUTE, '3 min'],
  [5 * HOUR, '5 h'],
  [2 * DAY, '2 d'],
  [-5, '0 ms'],
])('a duration of %i ms reads %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text)
})

it('a moment names its zone', () => {
  expect(formatMoment(NOW, 'UTC')).toBe('21 Nov 2026, 19:00:00 UTC')
})

describe('days', () => {
  const lateMs = Date.parse('2026-11-20T23:30:00Z')

  it('belong to the zone of the reader', () => {
    expect(dayOf(lateMs, 'UTC')).toBe('2026-11-20')
    expect(dayOf(lateMs, 'Europe/Berlin')).toBe('2026-11-21')
  })

  it('are named today and yesterday, with the year only where it is another one', () => {
    expect(formatDay(NOW, NOW, 'UTC')).toBe('Today, Saturday 21 November')
    expect(formatDay(lateMs, NOW, 'UTC')).toBe('Yesterday, Friday 20 November')
    expect(formatDay(lateMs, NOW, 'Europe/Berlin')).toBe('Today, Saturday 21 November')
    expect(formatDay(Date.parse('2025-12-31T12:00:00Z'), NOW, 'UTC')).toBe('Wednesday, 31 December 2025')
  })
})
