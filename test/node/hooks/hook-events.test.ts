import { describe, expect, it } from 'vitest'
import { buildHook, MAX_BODY_BYTES } from '../../../worker/domain/hook/build-hook.ts'
import { EXAMPLE_CUSTOMER } from '../../../worker/domain/hook/example-customer.ts'
import { HOOK_EVENT_TYPES, HOOK_EVENTS, isHookEventType, isWanted } from '../../../worker/domain/hook/hook-events.ts'

const AT = '2026-11-30T09:05:00Z'
const [SUBSCRIPTION] = EXAMPLE_CUSTOMER.subscriptions
const bytes = (text: string) => new TextEncoder().encode(text).length

describe('the catalogue of events', () => {
  it.each(HOOK_EVENT_TYPES)('%s has a dotted name, a sentence and an example that fits', (type) => {
    const { sentence, example, ...entry } = HOOK_EVENTS[type]
    expect(entry).toEqual({ type })
    expect(type).toMatch(/^[a-z]+\.[a-z_]+$/)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(Object.keys(example)).toEqual(['type', 'timestamp', 'data'])
    expect(bytes(JSON.stringify(example))).toBeLessThan(MAX_BODY_BYTES / 4)
  })

  it('knows its own names and nothing that every object has', () => {
    expect(HOOK_EVENT_TYPES.every(isHookEventType)).toBe(true)
    expect(['customer', 'toString', ''].some(isHookEventType)).toBe(false)
  })

  it('sends what an endpoint asked for, everything where it asked for nothing, and tests always', () => {
    expect(isWanted('customer.created', [])).toBe(true)
    expect(isWanted('customer.created', ['customer.created'])).toBe(true)
    expect(isWanted('customer.created', ['customer.updated'])).toBe(false)
    expect(isWanted('endpoint.test', ['customer.updated'])).toBe(true)
  })
})

describe('the body of a webhook', () => {
  it('is type, timestamp and data as they are where they fit', () => {
    const data = { mode: 'live', customer: EXAMPLE_CUSTOMER } as const
    const built = buildHook('customer.created', AT, data)
    expect(built.dropped).toEqual([])
    expect(JSON.parse(built.body)).toEqual({ type: 'customer.created', timestamp: AT, data })
  })

  it('that is too long loses its longest lists whole, and names them', () => {
    const customer = {
      ...EXAMPLE_CUSTOMER,
      tags: Array.from({ length: 50 }, (_, i) => `tag-${i}`),
      subscriptions: Array.from({ length: 60 }, () => SUBSCRIPTION ?? never()),
    }
    const before = structuredClone(customer)
    const built = buildHook('customer.created', AT, { mode: 'test', customer })
    const { subscriptions: _, ...rest } = customer
    expect(built.dropped).toEqual(['customer.subscriptions'])
    expect(JSON.parse(built.body).data).toEqual({ mode: 'test', customer: rest, dropped: ['customer.subscriptions'] })
    expect(customer).toEqual(before)
  })

  it('loses other values only when no list is left, and never an id', () => {
    const fields = { note: 'ü'.repeat(30_000) }
    const changes = [{ field: 'fields.note', from: null, to: 'short' }]
    const customer = { ...EXAMPLE_CUSTOMER, fields, user_id: 'user_1' }
    const built = buildHook('customer.updated', AT, { mode: 'test', customer, changes })
    expect(built.dropped.at(-1)).toBe('customer.fields')
    expect(built.dropped).toContain('changes')
    const { data } = JSON.parse(built.body)
    expect(data.customer).toMatchObject({
      id: 'cust_1',
      external_id: 'cus_1',
      user_id: 'user_1',
      email: 'ann@example.com',
    })
    expect(bytes(built.body)).toBeLessThan(MAX_BODY_BYTES)
  })
})

function never(): never {
  throw new Error('The example has a subscription')
}
