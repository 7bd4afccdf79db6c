import { describe, expect, it } from 'vitest'
import { arrival, attemptWords } from '../../../dashboard/features/endpoints/delivery-words.ts'
import { disabledWords, endpointState, typesWords } from '../../../dashboard/features/endpoints/endpoint-state.ts'
import type { Delivery, Endpoint } from '../../../dashboard/lib/api-types.ts'

const endpoint: Endpoint = {
  ...{ id: 'ep_1', object: 'endpoint', url: 'https://a.example/h', description: null, events: [], status: 'enabled' },
  ...{ disabled_because: null, failing_since: null },
  ...{ created_at: '2026-11-01T00:00:00Z', updated_at: '2026-11-01T00:00:00Z' },
}

describe('the state of an endpoint', () => {
  it('is failing while nothing arrives, and disabled above all', () => {
    const failing = { ...endpoint, failing_since: '2026-11-02T00:00:00Z' }
    expect([endpoint, failing, { ...failing, status: 'disabled' as const }].map(endpointState)).toEqual([
      ...['enabled', 'failing', 'disabled'],
    ])
  })

  it('says why it is disabled, and that a person did it where Billhook did not', () => {
    const disabled = { ...endpoint, status: 'disabled' as const }
    expect(disabledWords(endpoint)).toBeNull()
    expect(disabledWords(disabled)).toBe('Somebody switched it off.')
    expect(disabledWords({ ...disabled, disabled_because: 'It answered 410.' })).toBe('It answered 410.')
  })

  it('is told of all types where none is chosen', () => {
    expect([[], ['customer.created'], ['a.b', 'c.d']].map((events) => typesWords({ events }))).toEqual([
      ...['All types', 'customer.created', '2 types'],
    ])
  })
})

describe('a delivery to it', () => {
  const attempt = { at: '2026-11-01T00:00:00Z', outcome: 'retry' as const, code: null, detail: 'It answered 503.' }
  const delivery = (rest: Partial<Delivery>) => ({
    ...{ status: 'queued' as const, attempts: [], reason: null, next_attempt_at: null },
    ...rest,
  })

  it('is told by its last answer, how often it was tried and when it is tried again', () => {
    const attempts = [
      { ...attempt, status: null, duration_ms: null, detail: 'Nobody answered.' },
      { ...attempt, status: 503, duration_ms: 8.2 },
    ]
    expect(attemptWords(delivery({}))).toBe('Not tried yet.')
    expect(attemptWords(delivery({ attempts: attempts.slice(0, 1) }))).toBe('Nobody answered')
    expect(attemptWords(delivery({ attempts: attempts.slice(0, 1).concat(attempts.slice(0, 1)) }))).toBe(
      'Nobody answered, 2 attempts',
    )
    expect(attemptWords(delivery({ attempts, next_attempt_at: '2026-11-01T00:00:00Z' }))).toMatch(
      /^503 in 8 ms, 2 attempts, again at \d\d:00:00$/,
    )
    expect(attemptWords(delivery({ reason: 'The endpoint is disabled.' }))).toBe('The endpoint is disabled.')
  })

  it('is on its way until it was tried, then tried again', () => {
    const tried = [{ ...attempt, status: 503, duration_ms: 8 }]
    expect(arrival(delivery({}))).toBe('waiting')
    expect(arrival(delivery({ attempts: tried }))).toBe('retrying')
    expect(arrival(delivery({ status: 'sent', attempts: tried }))).toBe('arrived')
    expect(arrival(delivery({ status: 'skipped' }))).toBe('ended')
  })
})
