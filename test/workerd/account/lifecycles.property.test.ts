import { describe, expect, it } from 'vitest'
import { makeEventHistory, shuffleWithDuplicates } from '../../sandbox/core/event-stream.ts'
import { renderEvent } from '../../sandbox/core/render.ts'
import { heldFacts, incoming, newTenant, readModelState, rpc, settle } from './tenant.ts'

const NOW = 1_795_000_000
const VERSIONS = ['2026-10-28.endive', '2025-02-24.acacia', '2022-11-15']

describe('the lives of many subscribers, shuffled and doubled', () => {
  it.each([11, 12, 13])('stream %i: Billhook holds what Stripe shows', async (seed) => {
    const { events, stripe } = makeEventHistory({ seed, customers: 12, events: 600, now: NOW })
    const tenant = newTenant()
    for (const event of shuffleWithDuplicates(events, seed, 0.2)) await rpc(tenant).ingest(tenant, incoming(event))
    await settle(tenant)

    const known = await heldFacts(tenant, ['subscription'])
    const lastEventOf = new Set(events.map((event) => (event.data.object as { id?: string }).id))
    const shown = [...stripe.subscriptions.newestFirst()].filter(({ id }) => lastEventOf.has(id))
    const unfinished = new Set(
      stripe.events
        .all()
        .slice(events.length)
        .map((event) => (event.data.object as { id?: string }).id),
    )
    const expected = shown
      .filter(({ id }) => !unfinished.has(id))
      .map(({ id, status, ended_at, cancel_at }) => ({ id, status, ended_at, cancel_at }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(expected.length).toBeGreaterThan(5)
    expect(known.filter(({ id }) => !unfinished.has(id))).toMatchObject(expected)

    const { events: listed } = await readModelState(tenant)
    expect(listed).toHaveLength(events.length)
    expect(listed.every((event) => (event as { outcome: string }).outcome !== 'pending')).toBe(true)
  })

  it('equal meaning gives equal facts in every API version', async () => {
    const { events, stripe } = makeEventHistory({ seed: 21, customers: 6, events: 200, now: NOW })
    const shown = await Promise.all(
      VERSIONS.map(async (version) => {
        const tenant = newTenant()
        for (const event of events) await rpc(tenant).ingest(tenant, incoming(renderEvent(stripe, event, version)))
        await settle(tenant)
        return (await readModelState(tenant)).objects
      }),
    )
    expect(shown[0]?.length).toBeGreaterThan(10)
    expect(shown[1]).toEqual(shown[0])
    expect(shown[2]).toEqual(shown[0])
  })
})
