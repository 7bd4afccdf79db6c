import { expect, it } from 'vitest'
import { isoOfMs, isoOfMsOrNull, isoOfSeconds, isoOfSecondsOrNull } from '../../../worker/domain/times.ts'

it('times on the wire are ISO-8601 in UTC with whole seconds', () => {
  expect([isoOfMs(1_700_000_000_999), isoOfSeconds(1_700_000_000)]).toEqual([
    '2023-11-14T22:13:20Z',
    '2023-11-14T22:13:20Z',
  ])
  expect([isoOfMsOrNull(null), isoOfSecondsOrNull(null), isoOfSecondsOrNull(0)]).toEqual([
    null,
    null,
    '1970-01-01T00:00:00Z',
  ])
})

it.each([
  [-1, '1970-01-01T00:00:00Z'],
  [253_402_300_800, '9999-12-31T23:59:59Z'],
  [1e18, '9999-12-31T23:59:59Z'],
])('a second beyond what four digits of a year can say is the nearest that they can: %s', (seconds, iso) => {
  expect(isoOfSeconds(seconds)).toBe(iso)
})
