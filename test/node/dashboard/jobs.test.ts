import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { connectionKey } from '../../../dashboard/features/connection/get-connection.ts'
import { jobKey, jobListKey } from '../../../dashboard/features/connection/jobs/get-jobs.ts'
import { jobPollMs } from '../../../dashboard/features/connection/jobs/job-poll.ts'
import {
  jobLine,
  listProgress,
  listRows,
  placeOf,
  skippedCount,
} from '../../../dashboard/features/connection/jobs/job-words.ts'
import { applyLiveJobs } from '../../../dashboard/features/connection/jobs/live-jobs.ts'
import { noteJob } from '../../../dashboard/features/connection/jobs/note-job.ts'
import { aConnection, aJob } from './factories.ts'

const skipped = [
  { resource: 'customers' as const, reason: 'too_large' as const, count: 2, examples: ['cus_1'], detail: 'Too large.' },
  { resource: 'charges' as const, reason: 'no_id' as const, count: 1, examples: [], detail: 'No id.' },
]

describe('a running import', () => {
  it('says how far its list is, and which list of how many', () => {
    expect(jobLine(aJob())).toBe('1,240 of about 3,100 customers')
    expect(placeOf(aJob())).toBe('Customers, list 4 of 8')
  })

  it('shows every list from the start', () => {
    expect(listRows(aJob()).map(({ list, state }) => `${list} ${state}`)).toEqual([
      'products read',
      'prices read',
      'coupons read',
      'customers now',
      'subscriptions later',
      'invoices later',
      'charges later',
      'disputes later',
    ])
  })

  it('does not claim a total that Stripe did not tell or that was passed', () => {
    expect(listProgress({ list: 'charges', done: 1, total: undefined })).toBe('1 charge so far')
    expect(listProgress({ list: 'customers', done: 3200, total: 3100 })).toBe('3,200 customers so far')
  })

  it('reads out the same words while only the count changes', () => {
    expect(placeOf(aJob({ done: { customers: 1 } }))).toBe(placeOf(aJob({ done: { customers: 2 } })))
  })

  it('is getting ready before its first list', () => {
    expect(jobLine(aJob({ status: 'queued', resource: null, done: {} }))).toBe('Getting ready')
  })
})

describe('a job that is over', () => {
  it('sums up what was read', () => {
    const job = aJob({ status: 'done', resource: null, done: { products: 1, prices: 31, coupons: 0, customers: 3100 } })
    expect(jobLine(job)).toBe('1 product, 31 prices, 3,100 customers')
    expect(listRows(job).every(({ state }) => state === 'read')).toBe(true)
  })

  it.each([
    [0, 'No event was missing'],
    [1, '1 missed event brought in'],
    [1200, '1,200 missed events brought in'],
  ])('a catch-up that found %i says “%s”', (found, line) => {
    expect(jobLine(aJob({ kind: 'catch_up', status: 'done', resource: null, found }))).toBe(line)
  })

  it('tells why it failed, and which lists it never came to', () => {
    const job = aJob({ status: 'failed', error: 'Stripe refused the key.' })
    expect(jobLine(job)).toBe('Stripe refused the key.')
    expect(listRows(job).map(({ state }) => state)).toEqual([
      'read',
      'read',
      'read',
      'unread',
      'unread',
      'unread',
      'unread',
      'unread',
    ])
  })

  it('counts what was left out', () => {
    expect(skippedCount(aJob({ skipped }))).toBe(3)
  })
})

describe('jobPollMs', () => {
  it.each([
    [0, 2000],
    [20_000, 5000],
    [3_600_000, 15_000],
  ])('a job that moved %i ms ago is asked for after %i ms', (ageMs, pauseMs) => {
    expect(jobPollMs({ liveIsOpen: false, updatedAtMs: 0 }, ageMs)).toBe(pauseMs)
  })

  it('is a net below the live connection only', () => {
    expect(jobPollMs({ liveIsOpen: true, updatedAtMs: 0 }, 0)).toBe(15_000)
  })
})

describe('applyLiveJobs', () => {
  function cacheWith(job: ReturnType<typeof aJob>) {
    const queryClient = new QueryClient()
    queryClient.setQueryData(jobKey('test', job.id), job)
    queryClient.setQueryData(jobListKey('test'), { object: 'list', data: [job], has_more: false, next_cursor: null })
    queryClient.setQueryData(connectionKey('test'), aConnection({ import: job }))
    const isStale = (key: readonly unknown[]) => queryClient.getQueryState(key)?.isInvalidated
    return {
      queryClient,
      stale: () => [isStale(jobKey('test', job.id)), isStale(jobListKey('test')), isStale(connectionKey('test'))],
    }
  }

  it('reads the job alone again while it counts', () => {
    const { queryClient, stale } = cacheWith(aJob())
    applyLiveJobs(queryClient, 'test', [{ type: 'job', id: 'job_1', kind: 'import', status: 'running' }])
    expect(stale()).toEqual([true, false, false])
  })

  it.each([
    ['ends', 'job_1', 'done'],
    ['begins', 'job_2', 'queued'],
  ])('reads list and connection too when a job %s', (_, id, status) => {
    const { queryClient, stale } = cacheWith(aJob())
    applyLiveJobs(queryClient, 'test', [{ type: 'job', id, kind: 'import', status }])
    expect(stale().slice(1)).toEqual([true, true])
  })
})

describe('a recompute', () => {
  const recompute = aJob({
    id: 'job_2',
    kind: 'recompute',
    resource: null,
    done: { customers: 40 },
    total: { customers: 100 },
  })

  it('walks the customers and asks Stripe nothing', () => {
    expect(jobLine(recompute)).toBe('40 of about 100 customers')
    expect(listRows({ ...recompute, status: 'done' }).map(({ list, state }) => `${list} ${state}`)).toEqual([
      'customers read',
    ])
  })

  it('that an answer told of stands first in the list of jobs at once', () => {
    const queryClient = new QueryClient()
    queryClient.setQueryData(jobListKey('test'), { object: 'list', data: [aJob()], has_more: true, next_cursor: 'c' })
    noteJob(queryClient, 'test', recompute)
    noteJob(queryClient, 'test', recompute)
    noteJob(queryClient, 'test', null)
    expect(queryClient.getQueryData(jobListKey('test'))).toMatchObject({
      data: [recompute, aJob()],
      next_cursor: 'c',
    })
    expect(queryClient.getQueryData(jobKey('test', 'job_2'))).toEqual(recompute)
  })
})
