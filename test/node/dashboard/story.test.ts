import { describe, expect, it } from 'vitest'
import { noteReplay, sinceReplay } from '../../../dashboard/features/events/replay-watch.ts'
import { storyOf } from '../../../dashboard/features/events/story.ts'
import { groupByDay } from '../../../dashboard/lib/group-days.ts'
import { anEvent } from './factories.ts'

function titles(event = anEvent()): string[] {
  return storyOf(event).map(({ title }) => title)
}

describe('the story of an event', () => {
  it('runs from Stripe to what changed', () => {
    expect(titles()).toEqual(['Created at Stripe', 'Received', 'Verified', 'Decided', '1 field changed'])
  })

  it('says how long the way took and what was decided', () => {
    const steps = storyOf(anEvent())
    expect(steps.find(({ key }) => key === 'arrived')?.sentences).toEqual([
      'Stripe delivered it to the webhook, 2 s after it was created.',
    ])
    expect(steps.find(({ key }) => key === 'decided')?.sentences).toEqual([
      'Subscription sub_1: status active → past_due.',
    ])
  })

  it('has no signature to verify where no webhook brought it', () => {
    expect(titles(anEvent({ source: 'catch_up' }))).toEqual([
      'Created at Stripe',
      'Fetched',
      'Decided',
      '1 field changed',
    ])
  })

  it('tells duplicates', () => {
    expect(titles(anEvent({ duplicates: 1 }))).toContain('Delivered 1 more time')
    expect(titles(anEvent({ duplicates: 2 }))).toContain('Delivered 2 more times')
  })

  it('ends with the parking where it was parked', () => {
    const steps = storyOf(anEvent({ outcome: 'parked', attempts: 8, changes: [], error: 'boom' }))
    expect(steps.at(-1)).toMatchObject({ title: 'Parked after 8 attempts', tone: 'failed' })
  })

  it('says that nothing changed, and nothing of changes where nothing was to be done', () => {
    expect(titles(anEvent({ changes: [] })).at(-1)).toBe('Nothing changed')
    expect(titles(anEvent({ outcome: 'ignored', changes: [] })).at(-1)).toBe('Nothing to do')
    expect(titles(anEvent({ outcome: 'pending', changes: [], processed_at: null })).at(-1)).toBe(
      'Waiting to be processed',
    )
  })
})

describe('after a replay', () => {
  const replay = { processedAt: '2026-11-21T19:00:02Z', askedAtMs: 1000 }

  it('the old decision counts as pending until the new one is there', () => {
    noteReplay('evt_r1', replay)
    const old = anEvent({ id: 'evt_r1', outcome: 'parked' })
    expect(sinceReplay(old, 2000).outcome).toBe('pending')
    const decided = anEvent({ id: 'evt_r1', processed_at: '2026-11-21T19:05:00Z' })
    expect(sinceReplay(decided, 2500)).toBe(decided)
    expect(sinceReplay(old, 3000).outcome).toBe('parked')
  })

  it('what is shown is taken as it is after 5 s', () => {
    noteReplay('evt_r2', replay)
    expect(sinceReplay(anEvent({ id: 'evt_r2', outcome: 'parked' }), 6000).outcome).toBe('parked')
  })
})

it('days are cut in the zone of the reader, the order kept', () => {
  const events = ['2026-11-21T01:00:00Z', '2026-11-20T23:30:00Z', '2026-11-20T22:30:00Z'].map((received_at, index) =>
    anEvent({ id: `evt_${index}`, received_at }),
  )
  const shape = groupByDay(events, (event) => event.received_at, 'Europe/Berlin').map(({ day, items }) => [
    day,
    items.map(({ id }) => id),
  ])
  expect(shape).toEqual([
    ['2026-11-21', ['evt_0', 'evt_1']],
    ['2026-11-20', ['evt_2']],
  ])
})
