import { describe, expect, it } from 'vitest'
import {
  judgeCatchUp,
  judgeEndpoint,
  judgeLastCatchUp,
  judgeSignatures,
  stripeDashboard,
  worstFirst,
} from '../../../worker/domain/health.ts'

const EXPECTED = { url: 'https://us.example/hook', eventTypes: ['invoice.paid', 'price.updated'] }
const GOOD = { url: EXPECTED.url, enabled: true, eventTypes: EXPECTED.eventTypes }

describe('our endpoint', () => {
  it('is fine as we made it, and with all event types', () => {
    expect(judgeEndpoint(GOOD, EXPECTED)).toEqual({})
    expect(judgeEndpoint({ ...GOOD, eventTypes: ['*'] }, EXPECTED)).toEqual({})
  })

  it('is missing where Stripe has none, or has it with another address', () => {
    expect(judgeEndpoint(null, EXPECTED)).toEqual({ endpoint_missing: { cause: 'gone' } })
    const moved = { ...GOOD, url: 'https://other.example/hook' }
    expect(judgeEndpoint(moved, EXPECTED)).toEqual({ endpoint_missing: { cause: 'moved' } })
  })

  it('can be disabled and lack event types at once', () => {
    expect(
      judgeEndpoint({ ...GOOD, enabled: false, eventTypes: ['price.updated', 'charge.failed'] }, EXPECTED),
    ).toEqual({
      endpoint_disabled: {},
      event_types_missing: { types: ['invoice.paid'] },
    })
  })
})

describe('a catch-up', () => {
  const now = 1_800_000_000
  const connectedAt = now - 86_400

  it('that finds nothing shows that events arrive', () => {
    expect(judgeCatchUp({ found: 0, newestFoundAt: null }, connectedAt, now)).toBe('fine')
  })

  it('that finds an event older than 15 minutes shows that they do not', () => {
    expect(judgeCatchUp({ found: 1, newestFoundAt: now - 900 }, connectedAt, now)).toBe('stopped')
  })

  it('says nothing by what is younger, nor by what is older than the connection', () => {
    expect(judgeCatchUp({ found: 9, newestFoundAt: now - 899 }, connectedAt, now)).toBeNull()
    expect(judgeCatchUp({ found: 9, newestFoundAt: connectedAt - 1 }, connectedAt, now)).toBeNull()
  })

  it('is late three hours after the last one or after connecting', () => {
    const hour = 3_600_000
    expect(judgeLastCatchUp(10 * hour, 0, 13 * hour)).toBeNull()
    expect(judgeLastCatchUp(10 * hour, 0, 13 * hour + 1)).toBe(13 * hour)
    expect(judgeLastCatchUp(null, 11 * hour, 13 * hour + 1)).toBeNull()
    expect(judgeLastCatchUp(null, 11 * hour, 14 * hour + 1)).toBe(14 * hour)
  })
})

describe('signatures', () => {
  const hour = 3_600_000
  const nowMs = 1_000 * hour + 30 * 60_000

  it('are rejected where none was good in or after the last hour that had wrong ones', () => {
    const hours = [
      { hourMs: 990 * hour, count: 2 },
      { hourMs: 999 * hour, count: 3 },
    ]
    expect(judgeSignatures(hours, null, nowMs)).toEqual({ sinceMs: 990 * hour, count: 5 })
    expect(judgeSignatures(hours, 999 * hour - 1, nowMs)).toEqual({ sinceMs: 999 * hour, count: 3 })
    expect(judgeSignatures(hours, 999 * hour, nowMs)).toBeNull()
    expect(judgeSignatures(hours, 1_000 * hour, nowMs)).toBeNull()
  })

  it('that were wrong more than a day ago do not count any more', () => {
    expect(judgeSignatures([{ hourMs: 975 * hour, count: 9 }], null, nowMs)).toBeNull()
    expect(judgeSignatures([], null, nowMs)).toBeNull()
  })
})

it('conditions stand the worst first, whatever order they were found in', () => {
  const found = (['catch_up_late', 'events_stopped', 'key_refused', 'endpoint_disabled'] as const).map((code) => ({
    code,
    sinceMs: 1,
    detail: {},
  }))
  expect(worstFirst(found).map(({ code }) => code)).toEqual([
    'key_refused',
    'endpoint_disabled',
    'events_stopped',
    'catch_up_late',
  ])
})

it('pages of Stripe’s dashboard are those of the mode', () => {
  expect(stripeDashboard('test', 'apikeys')).toBe('https://dashboard.stripe.com/test/apikeys')
  expect(stripeDashboard('live', 'webhooks')).toBe('https://dashboard.stripe.com/webhooks')
})
