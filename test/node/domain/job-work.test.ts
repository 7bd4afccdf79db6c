import { describe, expect, it } from 'vitest'
import type { Listed, Skipped } from '../../../worker/domain/job.ts'
import {
  afterPage,
  continues,
  isThrough,
  type JobWork,
  newWork,
  type PageRead,
  wasListedWhole,
} from '../../../worker/domain/job-work.ts'
import { seededRandom } from '../../support/random.ts'

const T0 = 1_790_000_000
const START = { id: 'imp_1', epoch: 3, startedAt: T0, since: null, nowMs: T0 * 1000 }

function job(kind: JobWork['record']['kind'] = 'import', months = 12): JobWork {
  return newWork({ ...START, kind, months })
}

function page(work: JobWork, over: Partial<PageRead> = {}): PageRead {
  const lane = work.lanes.find(({ id, done }) => (over.laneId === undefined ? !done : id === over.laneId))
  if (!lane) throw new Error('No lane is open.')
  return {
    list: lane.list,
    laneId: lane.id,
    from: lane.after,
    after: `x_${work.record.pages}`,
    oldest: T0 - 1_000 * (work.record.pages + 1),
    lt: null,
    last: false,
    listed: 100,
    skipped: [],
    requests: 1,
    total: null,
    ...over,
  }
}

const step = (work: JobWork, over: Partial<PageRead> = {}, found: number[] = []): JobWork =>
  afterPage(work, page(work, over), found, START.nowMs + 5)

const lists = ({ lanes }: JobWork): Listed[] => lanes.map(({ list }) => list)

describe('a job', () => {
  it('walks all its lists side by side, the catalog in front and the money of the last months behind', () => {
    const money = ['invoices', 'charges', 'disputes']
    expect(lists(job())).toEqual(['products', 'prices', 'coupons', 'customers', 'subscriptions', ...money])
    expect(lists(job('catalog_sync'))).toEqual(['products', 'prices', 'coupons'])
    expect(lists(job('catch_up'))).toEqual(['events'])
    expect(lists(job('import', 0)).filter((list) => money.includes(list))).toEqual([])
  })

  it('reads invoices, charges and disputes of the given months only, and all of everything else', () => {
    const bounds = Object.fromEntries(job('import', 6).lanes.map(({ list, gte }) => [list, gte]))
    expect(bounds).toMatchObject({
      products: null,
      customers: null,
      subscriptions: null,
      charges: bounds.invoices,
      disputes: bounds.invoices,
    })
    expect(bounds.invoices).toBe(T0 - 6 * 2_629_800)
  })

  it('looks through what is held after the last page of the last list', () => {
    let work = step(job('catalog_sync'), { last: true })
    expect(work).toMatchObject({ sweep: null, record: { resource: 'prices' } })
    expect(isThrough(work)).toBe(false)
    work = step(step(work, { last: true }), { last: true })
    expect(work.sweep).toEqual({ lists: ['products', 'prices', 'coupons'], afterId: '', afterSeq: 0 })
    expect(isThrough(work)).toBe(false)
    const caughtUp = step(job('catch_up'), { last: true })
    expect(caughtUp.sweep).toBeNull()
    expect(isThrough(caughtUp)).toBe(true)
  })

  it('counts objects, pages, requests and skipped ones by reason with a few examples', () => {
    const skipped = (id: string): Skipped => ({
      ...{ resource: 'products', reason: 'no_id', count: 1 },
      ...{ examples: [id], detail: 'x' },
    })
    let work = job()
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) work = step(work, { skipped: [skipped(id)], requests: 2 })
    const { record } = work
    expect(record).toMatchObject({ done: { products: 600 }, requests: 12, pages: 6, resource: 'products' })
    expect(record.skipped).toEqual([{ ...skipped('a'), count: 6, examples: ['a', 'b', 'c', 'd', 'e'] }])
  })

  it('takes no page twice, none out of place and none of a lane that is through', () => {
    const work = job()
    const first = page(work)
    expect(continues(work, first)).toBe(true)
    const next = afterPage(work, first, [], 0)
    expect(continues(next, first)).toBe(false)
    expect(continues(next, page(next))).toBe(true)
    expect(continues(next, { ...page(next), laneId: 70 })).toBe(false)
    expect(continues(next, { ...page(next), list: 'prices' })).toBe(false)
    expect(continues(step(work, { last: true }), first)).toBe(false)
  })

  it('only takes for gone what a list that was read whole does not show', () => {
    const missing: Skipped = {
      ...{ resource: 'customers', reason: 'permission_missing', count: 0 },
      ...{ examples: [], detail: 'x' },
    }
    const work = { ...job(), record: { ...job().record, skipped: [missing] } }
    expect(wasListedWhole(work, 'products')).toBe(true)
    expect(wasListedWhole(work, 'customers')).toBe(false)
    expect(wasListedWhole(work, 'invoices')).toBe(false)
  })

  it('tells events that are long overdue from those that may still be on their way', () => {
    const work = step(job('catch_up'), {}, [T0 - 5, T0 - 901, T0 - 4_000])
    expect(work.record.found).toBe(3)
    expect(work.missed).toEqual({ count: 2, newestAt: T0 - 901 })
  })
})

/** A list at Stripe: `created` of each object. Walks it as Stripe would answer, and answers what was seen. */
function walk(created: number[], pageSize = 100): { seen: number; calls: number; twice: number; lanes: number } {
  const objects = created.map((at, index) => ({ id: `x_${index}`, at })).sort((a, b) => b.at - a.at)
  const places = new Map(objects.map(({ id }, at) => [id, at]))
  const start = newWork({ ...START, kind: 'import', months: 0 })
  let work: JobWork = { ...start, lanes: start.lanes.filter(({ list }) => list === 'customers') }
  const seen = new Map<string, number>()
  let calls = 0
  let lanes = 1
  const random = seededRandom(7)
  for (;;) {
    const open = work.lanes.filter(({ done }) => !done)
    const lane = open[Math.floor(random() * open.length)]
    if (!lane) break
    const from = lane.after === null ? 0 : (places.get(lane.after) ?? 0) + 1
    const rest = objects
      .slice(from)
      .filter(({ at }) => at >= (lane.gte ?? 0) && at < (lane.lt ?? Number.POSITIVE_INFINITY))
    const rows = rest.slice(0, pageSize)
    for (const { id } of rows) seen.set(id, (seen.get(id) ?? 0) + 1)
    calls += 1
    lanes = Math.max(lanes, open.length)
    const last = rows.at(-1)
    const place = { after: last?.id ?? lane.after, oldest: last?.at ?? null, last: rest.length <= pageSize }
    work = afterPage(work, page(work, { laneId: lane.id, listed: rows.length, ...place }), [], 0)
  }
  const counts = [...seen.values()]
  return { seen: seen.size, calls, twice: counts.filter((count) => count > 1).length, lanes }
}

describe('lanes side by side', () => {
  const spread = (count: number, seconds: number) =>
    Array.from({ length: count }, (_, at) => T0 - Math.floor((at * seconds) / count))

  it.each([
    ['spread over six years', spread(20_000, 190_000_000)],
    ['of one week, after years of nothing', spread(20_000, 600_000)],
    ['all of one second', spread(5_000, 1)],
    [
      'mostly of one second, as after a migration',
      [...spread(4_000, 90_000_000), ...Array.from({ length: 6_000 }, () => T0 - 50_000_000)],
    ],
  ])('see every object %s once, with at most one request for 95 of them', (_, created) => {
    const result = walk(created)
    expect(result.seen).toBe(created.length)
    expect(result.twice).toBe(0)
    expect(created.length / result.calls).toBeGreaterThanOrEqual(95)
  })

  it('become more as a list turns out to be long, and never more than five', () => {
    expect(walk(spread(2_000, 90_000_000)).lanes).toBe(1)
    const { lanes } = walk(spread(40_000, 190_000_000))
    expect(lanes).toBeGreaterThan(3)
    expect(lanes).toBeLessThanOrEqual(5)
  })
})
