import { describe, expect, it } from 'vitest'
import { isCronDue } from '../../../scripts/start/cron.ts'
import { msToNextMinute, scheduledUrl } from '../../../scripts/start/cron-loop.ts'

// 2026-11-22 is a Sunday, 1 in Cloudflare's count.
const sunday = (time: string) => new Date(`2026-11-22T${time}:00Z`)

describe('a cron expression', () => {
  it.each([
    ['*/5 * * * *', '10:35', true],
    ['*/5 * * * *', '10:36', false],
    ['17 3 * * *', '03:17', true],
    ['17 3 * * *', '04:17', false],
    ['0,30 9-17 * * *', '17:30', true],
    ['0,30 9-17 * * *', '18:00', false],
    ['5/20 * * * *', '10:45', true],
    ['5/20 * * * *', '10:20', false],
    ['0 0 * * 1', '00:00', true],
    ['0 0 * * 7', '00:00', false],
    ['0 0 * * SUN', '00:00', true],
    ['0 0 * * mon-fri', '00:00', false],
    ['0 0 22 nov *', '00:00', true],
    ['0 0 22 12 *', '00:00', false],
    ['0 0 1 * SUN', '00:00', true],
    ['0 0 22 * MON', '00:00', true],
    ['0 0 1 * MON', '00:00', false],
  ])('%s is at %s on a Sunday due: %s', (expression, time, due) => {
    expect(isCronDue(expression, sunday(time))).toBe(due)
  })

  it.each(['* * * *', '61 * * * *', '* * * * 8', '* * * * 0', 'x * * * *', '*/x * * * *'])(
    'that cannot be read is an error: %s',
    (expression) => {
      expect(() => isCronDue(expression, sunday('00:00'))).toThrow(/Cron/)
    },
  )
})

describe('the cron loop', () => {
  it('wakes one second into the next minute', () => {
    expect(msToNextMinute(Date.parse('2026-11-22T10:00:59.500Z'))).toBe(1_500)
    expect(msToNextMinute(Date.parse('2026-11-22T10:00:00Z'))).toBe(61_000)
  })

  it('names the expression and the minute to the Worker', () => {
    expect(scheduledUrl('http://127.0.0.1:8787', '*/5 * * * *', sunday('10:35'))).toBe(
      `http://127.0.0.1:8787/cdn-cgi/local/scheduled?cron=*%2F5+*+*+*+*&time=${sunday('10:35').getTime()}`,
    )
  })
})
