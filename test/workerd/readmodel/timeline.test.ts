import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { TIMELINE_PAGE_ENTRIES, type TimelineEntry } from '../../../worker/domain/customer.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { listTimeline, type TimelineRow } from '../../../worker/readmodel/timeline.ts'
import { upsertCustomers, upsertTimelinePages } from '../../../worker/readmodel/write-customers.ts'
import { upsertEvents } from '../../../worker/readmodel/write-events.ts'
import { newTenant } from '../account/tenant.ts'
import { countingReads, projected } from './customers.ts'
import { anEvent } from './events.ts'

/** Every third one is an event. */
function entry(at: number): TimelineEntry {
  const moment = new Date(1_790_000_000_000 + at * 1_000).toISOString()
  if (at % 3 === 0) return { kind: 'event', at: moment, event: `evt_${at}`, type: 'invoice.paid' }
  return { kind: 'change', at: moment, set_by: 'import', note: `Note ${at}`, changes: [] }
}

/** A timeline of so many entries, as the object puts it away; only events from `eventsFrom` on are still there. */
async function timelineOf(entries: number, eventsFrom: number): Promise<Tenant> {
  const tenant = newTenant()
  const all = Array.from({ length: entries }, (_, at) => entry(at))
  const timelinePages = Math.floor((entries - 1) / TIMELINE_PAGE_ENTRIES)
  const pages = Array.from({ length: timelinePages }, (_, page) => ({
    ...{ customerId: 'cust_1', page },
    entries: all.slice(page * TIMELINE_PAGE_ENTRIES, (page + 1) * TIMELINE_PAGE_ENTRIES),
  }))
  const timeline = all.slice(timelinePages * TIMELINE_PAGE_ENTRIES)
  const events = all.flatMap((one, at) =>
    one.kind === 'event' && at >= eventsFrom ? [anEvent({ seq: at + 1, id: one.event, notes: `["Did ${at}"]` })] : [],
  )
  await env.DB.batch([
    ...upsertCustomers(env.DB, tenant, [projected({ timeline, timelinePages })]),
    ...upsertTimelinePages(env.DB, tenant, pages),
    ...upsertEvents(env.DB, tenant, events),
  ])
  return tenant
}

async function pagesOf(tenant: Tenant, limit: number): Promise<TimelineRow[]> {
  const rows: TimelineRow[] = []
  for (;;) {
    const page = await listTimeline(env.DB, tenant, 'cust_1', { limit, after: rows.at(-1)?.ordinal ?? null })
    rows.push(...page)
    if (page.length < limit) return rows
  }
}

describe('a timeline', () => {
  it.each([0, 1, 49, 50, 51, 100, 173])(
    'of %i entries is listed newest first, page by page, each entry once',
    async (n) => {
      const tenant = await timelineOf(n, 0)
      const expected = Array.from({ length: n }, (_, at) => n - 1 - at)
      for (const limit of [1, 20, 51, 101]) {
        if (limit === 1 && n > 60) continue
        const rows = await pagesOf(tenant, limit)
        expect(rows.map(({ ordinal }) => ordinal)).toEqual(expected)
        expect(rows.map((row) => row.entry)).toEqual(expected.map(entry))
      }
    },
  )

  it('tells of an event what it did, and nothing where retention has removed it', async () => {
    const tenant = await timelineOf(10, 6)
    const [nine, , , six, , , three] = await listTimeline(env.DB, tenant, 'cust_1', { limit: 7, after: null })
    expect(nine?.event).toMatchObject({ id: 'evt_9', outcome: 'processed', stale: true, notes: ['Did 9'], changes: [] })
    expect(six?.event?.notes).toEqual(['Did 6'])
    expect(three).toEqual({ ordinal: 3, entry: entry(3), event: null })
  })

  it('goes on where it was although entries were added and put away meanwhile', async () => {
    const tenant = await timelineOf(90, 0)
    const first = await listTimeline(env.DB, tenant, 'cust_1', { limit: 20, after: null })
    const grown = Array.from({ length: 60 }, (_, at) => entry(90 + at))
    const page = Array.from({ length: 50 }, (_, at) => entry(50 + at))
    await env.DB.batch([
      ...upsertTimelinePages(env.DB, tenant, [{ customerId: 'cust_1', page: 1, entries: page }]),
      ...upsertCustomers(env.DB, tenant, [projected({ rev: 2, timeline: grown.slice(10), timelinePages: 2 })]),
    ])
    const next = await listTimeline(env.DB, tenant, 'cust_1', { limit: 20, after: first.at(-1)?.ordinal ?? null })
    expect(next.map(({ entry }) => entry)).toEqual(Array.from({ length: 20 }, (_, at) => entry(69 - at)))
  })

  it('reads a few rows for each that it shows, however long it is', async () => {
    const tenant = await timelineOf(2_000, 0)
    for (const after of [null, 1_000, 60]) {
      const { db, rowsRead } = countingReads(env.DB)
      await listTimeline(db, tenant, 'cust_1', { limit: 21, after })
      expect(rowsRead()).toBeLessThanOrEqual(2 * 21)
    }
  })

  it('is written once, and again only where personal data was taken out of it', async () => {
    const tenant = newTenant()
    const write = async (entries: TimelineEntry[]): Promise<number> => {
      const [result] = await env.DB.batch(
        upsertTimelinePages(env.DB, tenant, [{ customerId: 'cust_1', page: 0, entries }]),
      )
      return result?.meta.rows_written ?? 0
    }
    expect([await write([entry(1)]), await write([entry(1)]), await write([])]).toEqual([1, 0, 1])
  })
})
