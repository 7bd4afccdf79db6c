import { expect, it } from 'vitest'
import { retryAfterSeconds } from '../../../worker/domain/retry-after.ts'

it.each([
  ['120', 120],
  [' 0 ', 0],
  ['Mon, 30 Nov 2026 00:02:00 GMT', 120],
  ['Mon, 30 Nov 2026 00:00:00 GMT', null],
  ['Sun, 29 Nov 2026 00:00:00 GMT', null],
  ['-5', null],
  ['1.5', null],
  ['2026-12-01', null],
  ['Monday GMT', null],
  ['soon', null],
  ['', null],
  [null, null],
])('Retry-After: %s asks for %s seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, Date.UTC(2026, 10, 30))).toBe(seconds)
})
