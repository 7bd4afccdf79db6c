import { describe, expect, it } from 'vitest'
import { decide, type Input, type ObjectSighting, type Settings, type Unread } from '../../../worker/domain/decide.ts'
import type { Held } from '../../../worker/domain/ordering.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'

const T0 = 1_767_225_600
const OFFLINE: Settings = { canFetch: false, canBeDeauthorized: false }
const ONLINE: Settings = { ...OFFLINE, canFetch: true }

function subscription(over: Partial<ObjectSighting> & { body?: object } = {}): ObjectSighting {
  const { body, ...rest } = over
  return {
    objectType: 'subscription',
    objectId: 'sub_1',
    key: 'evt_1',
    at: T0,
    kind: 'updated',
    gone: false,
    mayReturn: false,
    object: { id: 'sub_1', status: 'active', ...body },
    previous: null,
    progress: [],
    incomplete: false,
    refersTo: [],
    ...rest,
  }
}

function event(sighting: ObjectSighting | null, why: Unread | null = null): Input {
  const key = sighting?.key ?? 'evt_1'
  return { kind: 'event', type: 'customer.subscription.updated', key, at: T0, sighting, why, names: null }
}

function held(sighting: ObjectSighting): Held {
  return { winner: sighting, contenders: [sighting] }
}

const run = (state: Held | null, input: Input, settings = OFFLINE, known: string[] = []) =>
  decide(state, input, settings, { readFacts, holds: ({ objectId }) => known.includes(objectId) })

describe('the door', () => {
  it('keeps the first sight of an object and lists what it has', () => {
    const decision = run(null, event(subscription()))
    expect(decision).toMatchObject({ outcome: 'processed', stale: false, notes: ['Subscription sub_1 is now known.'] })
    expect(decision.changes).toContainEqual({
      customer: null,
      object: 'sub_1',
      field: 'subscription.status',
      from: null,
      to: 'active',
    })
    expect(decision.put).toMatchObject({ objectId: 'sub_1', winner: { key: 'evt_1' } })
  })

  it('says old and new value of what a newer event changed, and nothing else', () => {
    const decision = run(
      held(subscription()),
      event(subscription({ key: 'evt_2', at: T0 + 1, body: { status: 'past_due' } })),
    )
    expect(decision.changes).toEqual([
      { customer: null, object: 'sub_1', field: 'subscription.status', from: 'active', to: 'past_due' },
    ])
    expect(decision.notes).toEqual(['Subscription sub_1: status active → past_due.'])
  })

  it('says times as dates', () => {
    const decision = run(
      held(subscription()),
      event(subscription({ key: 'evt_2', at: T0 + 1, body: { cancel_at: T0 + 86_400 } })),
    )
    expect(decision.notes).toEqual(['Subscription sub_1: cancel at none → 2026-01-02T00:00:00Z.'])
  })

  it.each([
    ['usd', 150_000, '1,500.00 USD'],
    ['jpy', 1500, '1,500 JPY'],
    ['kwd', 1500, '1.500 KWD'],
    ['huf', 1500, '15.00 HUF'],
  ])('says amounts of %s as people write them, not in minor units', (currency, amount_due, words) => {
    const invoice = (key: string, over: object): ObjectSighting =>
      subscription({
        ...{ objectType: 'invoice', objectId: 'in_1', key, at: key === 'evt_1' ? T0 : T0 + 1 },
        object: { id: 'in_1', object: 'invoice', status: 'open', currency, ...over },
      })
    const before = held(invoice('evt_1', { amount_due: 0 }))
    const { notes } = run(before, event(invoice('evt_2', { amount_due })))
    expect(notes.join(' ')).toMatch(new RegExp(`amount due 0\\S* ${currency.toUpperCase()} → ${words}\\.$`))
  })

  it('says so when a newer event changes nothing that is kept', () => {
    const decision = run(
      held(subscription()),
      event(subscription({ key: 'evt_2', at: T0 + 1, body: { metadata: { a: 'b' } } })),
    )
    expect(decision.notes).toEqual(['Nothing that Billhook keeps of Subscription sub_1 has changed.'])
    expect(decision.put).not.toBeNull()
  })

  it('marks an older event stale, keeps nothing of it and names what set the present state', () => {
    const decision = run(held(subscription({ at: T0 + 9 })), event(subscription({ key: 'evt_0' })))
    expect(decision).toMatchObject({ stale: true, put: null, changes: [] })
    expect(decision.notes).toEqual([
      'Older than what Subscription sub_1 shows, which evt_1 set at 2026-01-01T00:00:09Z, so nothing changed.',
    ])
  })

  it('asks Stripe in doubt where a key may, and says that it is unsure where none may', () => {
    const on = subscription({ key: 'evt_a', body: { status: 'active' }, previous: { status: 'paused' } })
    const off = event(subscription({ key: 'evt_b', body: { status: 'paused' }, previous: { status: 'active' } }))
    expect(run(held(on), off, ONLINE)).toMatchObject({
      asks: [{ task: 'refetch', objectType: 'subscription', objectId: 'sub_1' }],
      notes: [expect.stringContaining('Stripe is being asked'), expect.any(String)],
    })
    expect(run(held(on), off)).toMatchObject({
      asks: [],
      notes: [expect.stringContaining('This is unsure'), expect.any(String)],
    })
  })

  it('a late event that settles a tie between two others says which one counts now', () => {
    const first = subscription({ key: 'evt_c', body: { status: 'trialing', cancel_at: 1 }, previous: null })
    const third = subscription({
      key: 'evt_a',
      body: { status: 'past_due', cancel_at: 1 },
      previous: { status: 'active' },
    })
    const second = subscription({
      key: 'evt_b',
      body: { status: 'active', cancel_at: 1 },
      previous: { status: 'trialing' },
    })
    const decision = run({ winner: first, contenders: [first, third] }, event(second))
    expect(decision.put?.winner.key).toBe('evt_a')
    expect(decision).toMatchObject({ stale: true, changes: [{ from: 'trialing', to: 'past_due' }] })
    expect(decision.notes[0]).toContain('evt_a is the last of that second')
  })

  it('an event decided again changes nothing, as a retry or as a replay', () => {
    const again = event(subscription())
    expect(run(held(subscription()), { kind: 'due', input: again })).toMatchObject({
      put: null,
      changes: [],
    })
    const replay = run(held(subscription()), { kind: 'command', name: 'replay', input: again })
    expect(replay).toMatchObject({ put: null, changes: [] })
    expect(replay.notes).toEqual([
      'Replayed on request.',
      'Subscription sub_1 already shows this event, so nothing changed.',
    ])
  })

  it('asks for the whole of an object of which an event carries only a part, once it counts', () => {
    const part = subscription({ key: 'evt_2', at: T0 + 1, incomplete: true })
    const decision = run(held(subscription()), event(part), ONLINE)
    expect(decision.asks).toEqual([{ task: 'refetch', objectType: 'subscription', objectId: 'sub_1' }])
    expect(decision.notes).toContain('The event carries only a part of it. Stripe is being asked for the whole.')
    expect(run(held(subscription({ at: T0 + 9 })), event(part), ONLINE).asks).toEqual([])
    expect(run(held(subscription()), event(part)).asks).toEqual([])
  })

  it('asks for what an object belongs to and nobody has seen yet, unless it comes by itself', () => {
    const child = subscription({
      refersTo: [
        { objectType: 'customer', objectId: 'cus_1' },
        { objectType: 'price', objectId: 'price_1' },
      ],
    })
    const decision = run(null, event(child), ONLINE, ['price_1'])
    expect(decision.asks).toEqual([{ task: 'refetch', ifUnknown: true, objectType: 'customer', objectId: 'cus_1' }])
    expect(decision.notes.at(-1)).toContain('Stripe customer cus_1 is not known yet')
    expect(run(null, event(child), OFFLINE).asks).toEqual([])
  })

  it('a snapshot of the very second of an event came too early and is asked for again', () => {
    const early: Input = { kind: 'snapshot', sighting: subscription({ key: 'snapshot:1', kind: 'snapshot' }) }
    const decision = run(held(subscription()), early, ONLINE)
    expect(decision).toMatchObject({ stale: true, asks: [{ task: 'refetch', objectId: 'sub_1' }] })
    const later: Input = {
      kind: 'snapshot',
      sighting: subscription({ key: 'snapshot:2', kind: 'snapshot', at: T0 + 1 }),
    }
    expect(run(held(subscription()), later, ONLINE)).toMatchObject({ stale: false, asks: [] })
  })

  it('an app that was removed ends a connection by OAuth, and no other', () => {
    const removed = event(null, 'deauthorized')
    expect(run(null, removed, { ...ONLINE, canBeDeauthorized: true })).toMatchObject({
      outcome: 'processed',
      asks: [{ task: 'deauthorize', eventId: 'evt_1', at: T0 }],
    })
    expect(run(null, removed, ONLINE)).toMatchObject({ outcome: 'ignored', asks: [] })
  })

  it.each([
    ['former_account', 'Stripe account that was connected before'],
    ['no_rule', 'No rule reads events of this type'],
    ['thin', 'thin event'],
    ['no_object_id', 'carries no id'],
  ] as const)('stores and ignores what says nothing about an object (%s), with the reason', (why, words) => {
    const decision = run(null, event(null, why))
    expect(decision).toMatchObject({ outcome: 'ignored', put: null, stale: false })
    expect(decision.notes[0]).toContain(words)
  })

  it('does not change what it is given', () => {
    const state = held(subscription())
    const input = event(subscription({ key: 'evt_2', at: T0 + 1 }))
    const before = JSON.stringify([state, input])
    run(state, input)
    expect(JSON.stringify([state, input])).toBe(before)
  })
})
