import type { Counts, JobKind, JobRecord, Listed, Skipped } from './job.ts'
import { LISTS, RECENT, WHOLE } from './job-lists.ts'
import { mergeSkipped } from './skipped.ts'

/** A part of a list that is walked page by page, newest first (events: oldest first). Times are Stripe's seconds. */
export interface Lane {
  id: number
  list: Listed
  /** Created at or after; null where nothing bounds it. */
  gte: number | null
  /** Created before. */
  lt: number | null
  /** The last object of the page before. */
  after: string | null
  /** `created` of that object. */
  oldest: number | null
  done: boolean
}

/** A job as its driver works on it; all of it is durable after each page. */
export interface JobWork {
  record: JobRecord
  epoch: number
  /** Who drives it: the newest driver has the highest number, and older ones stop. */
  driver: number
  /** How far back invoices, charges and disputes are read. */
  months: number
  /** Stripe's second when the job began; what is read later reflects at least this moment. */
  startedAt: number
  /** In the order of their lists; of several, those in front are read first. */
  lanes: Lane[]
  /** Pages read of each list, and how often it was split. */
  pages: Counts
  splits: Counts
  /** What is held is looked through for objects that Stripe did not list; null before and for jobs that need not. */
  sweep: Sweep | null
  /** Catch-up: events from this second on. */
  since: number | null
  /** Events found that a webhook should have brought long ago, and the second of the newest of them. */
  missed: { count: number; newestAt: number }
}

export interface Sweep {
  lists: Listed[]
  afterId: string
  /** Pages were taken in up to this input; before all of them are decided, what is held says nothing. */
  afterSeq: number
}

/** What reading one page did. */
export interface PageRead {
  list: Listed
  laneId: number
  /** Where the lane stood: a page that was taken in already is told by it. */
  from: string | null
  /** Where it stands now. */
  after: string | null
  oldest: number | null
  /** A new end of the lane, where its place was lost; null leaves it. */
  lt: number | null
  /** Nothing comes after this page. */
  last: boolean
  listed: number
  skipped: Skipped[]
  requests: number
  /** What Stripe's search says there is. */
  total: number | null
}

export interface NewJob {
  id: string
  kind: JobKind
  epoch: number
  months: number
  startedAt: number
  since: number | null
  nowMs: number
}

export function newWork({ id, kind, epoch, months, startedAt, since, nowMs }: NewJob): JobWork {
  const lists = LISTS[kind].filter((list) => months > 0 || !RECENT.includes(list))
  const record: JobRecord = {
    id,
    kind,
    status: 'queued',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    finishedAtMs: null,
    resource: null,
    done: Object.fromEntries(lists.map((list) => [list, 0])),
    total: {},
    held: null,
    skipped: [],
    requests: 0,
    pages: 0,
    found: 0,
    error: null,
  }
  const lanes = lists.map((list, at) => wholeLane(at, list, startedAt, months))
  return {
    ...{ record, epoch, driver: 0, months, startedAt, since, missed: { count: 0, newestAt: 0 } },
    ...{ lanes, pages: {}, splits: {}, sweep: null },
  }
}

const MONTH_SECONDS = 2_629_800

/** Invoices, charges and disputes of the last months; everything else from its beginning. */
function wholeLane(id: number, list: Listed, startedAt: number, months: number): Lane {
  const gte = RECENT.includes(list) ? startedAt - months * MONTH_SECONDS : null
  return { id, list, gte, lt: null, after: null, oldest: null, done: false }
}

/** Whether the page continues its lane; one that was taken in already does not. */
export function continues(work: JobWork, page: PageRead): boolean {
  const lane = work.lanes.find(({ id }) => id === page.laneId)
  return lane !== undefined && lane.list === page.list && !lane.done && lane.after === page.from
}

/** A webhook that is this late has most likely been lost. */
const LATE_SECONDS = 15 * 60

function addMissed({ missed, startedAt }: JobWork, found: number[]): JobWork['missed'] {
  const late = found.filter((created) => created < startedAt - LATE_SECONDS)
  return { count: missed.count + late.length, newestAt: Math.max(missed.newestAt, ...late) }
}

/**
 * The work after a page: counts, the lane's new place, perhaps one more lane, and a look at what is held once all lanes are
 * through. `found` are the seconds of events that were not known.
 */
export function afterPage(work: JobWork, page: PageRead, found: number[], nowMs: number): JobWork {
  const lanes = work.lanes.map((lane) => (lane.id === page.laneId ? moved(lane, page) : lane))
  const next: JobWork = {
    ...work,
    lanes,
    pages: { ...work.pages, [page.list]: (work.pages[page.list] ?? 0) + 1 },
    missed: addMissed(work, found),
    record: recordAfter(work.record, page, lanes, found.length, nowMs),
  }
  if (lanes.some(({ done }) => !done)) return page.list === 'events' ? next : split(next, page.list)
  const swept = LISTS[work.record.kind].filter((list) => list in WHOLE)
  return { ...next, sweep: swept.length > 0 ? { lists: swept, afterId: '', afterSeq: 0 } : null }
}

/** All pages are in, and what is held needs no look. */
export function isThrough({ lanes, sweep }: JobWork): boolean {
  return sweep === null && lanes.every(({ done }) => done)
}

function moved(lane: Lane, page: PageRead): Lane {
  return {
    ...lane,
    after: page.after,
    oldest: page.oldest ?? lane.oldest,
    lt: page.lt ?? lane.lt,
    done: page.last,
  }
}

function recordAfter(record: JobRecord, page: PageRead, lanes: Lane[], found: number, nowMs: number): JobRecord {
  return {
    ...record,
    status: 'running',
    updatedAtMs: nowMs,
    resource: lanes.find(({ done }) => !done)?.list ?? page.list,
    done: { ...record.done, [page.list]: (record.done[page.list] ?? 0) + page.listed },
    total: page.total === null ? record.total : { ...record.total, [page.list]: page.total },
    skipped: mergeSkipped(record.skipped, page.skipped),
    requests: record.requests + page.requests,
    pages: record.pages + 1,
    found: record.found + found,
  }
}

/** Lists whose whole was read without leaving anything out: what they do not show is gone at Stripe. */
export function wasListedWhole(work: JobWork, list: Listed): boolean {
  return (
    list in WHOLE &&
    !work.record.skipped.some(({ resource, reason }) => resource === list && reason === 'permission_missing')
  )
}

/**
 * A further lane lets a list be read faster where Stripe answers slowly. Each costs at most one page that is not full, so
 * there is one for every 25 pages: more than 95 objects come with each request.
 */
const PAGES_PER_SPLIT = 25
const MAX_OPEN_LANES = 5
/** Stripe began in 2011; nothing is older. */
const FIRST_SECOND = 1_293_840_000

function split(work: JobWork, list: Listed): JobWork {
  const open = work.lanes.filter(({ done }) => !done)
  const wide = open
    .filter((lane) => lane.list === list && lane.after !== null)
    .sort((a, b) => widthOf(b) - widthOf(a))[0]
  const splits = work.splits[list] ?? 0
  const due = (work.pages[list] ?? 0) >= PAGES_PER_SPLIT * (splits + 1) && open.length < MAX_OPEN_LANES
  if (!due || !wide || wide.oldest === null || widthOf(wide) < 2) return work
  const middle = Math.floor((floorOf(wide) + wide.oldest) / 2)
  const older: Lane = {
    ...wide,
    id: Math.max(...work.lanes.map(({ id }) => id)) + 1,
    lt: middle,
    after: null,
    oldest: null,
  }
  const lanes = work.lanes.map((lane) => (lane.id === wide.id ? { ...lane, gte: middle } : lane))
  return { ...work, lanes: [...lanes, older], splits: { ...work.splits, [list]: splits + 1 } }
}

function floorOf(lane: Lane): number {
  return lane.gte ?? FIRST_SECOND
}

function widthOf(lane: Lane): number {
  return (lane.oldest ?? lane.lt ?? 0) - floorOf(lane)
}
