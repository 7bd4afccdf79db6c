import { isRunning, type JobKind, type JobStatus, LISTED, type Listed } from '../../../../worker/domain/job.ts'
import type { Job } from '../../../lib/api-types.ts'
import { countOf, formatCount } from '../../../lib/count-words.ts'

export const JOB_KIND_WORDS: Record<JobKind, { label: string; meaning: string }> = {
  import: { label: 'Import', meaning: 'Reads the whole Stripe account: catalog, customers, subscriptions, payments.' },
  resync: {
    label: 'Full resync',
    meaning: 'Reads everything anew, because more was missed than Stripe keeps events of.',
  },
  catalog_sync: { label: 'Catalog sync', meaning: 'Reads products, prices and coupons.' },
  catch_up: { label: 'Catch-up', meaning: 'Looks for events that no webhook brought.' },
  recompute: { label: 'Recompute', meaning: 'Derives every customer anew, because rules have changed.' },
}

export const JOB_STATUS_WORDS: Record<JobStatus, string> = {
  queued: 'Starting',
  running: 'Running',
  waiting: 'Waiting for Stripe',
  done: 'Done',
  failed: 'Failed',
  canceled: 'Canceled',
}

export const LIST_WORDS: Record<Listed, { title: string; one: string; many: string }> = {
  products: { title: 'Products', one: 'product', many: 'products' },
  prices: { title: 'Prices', one: 'price', many: 'prices' },
  coupons: { title: 'Coupons', one: 'coupon', many: 'coupons' },
  customers: { title: 'Customers', one: 'customer', many: 'customers' },
  subscriptions: { title: 'Subscriptions', one: 'subscription', many: 'subscriptions' },
  invoices: { title: 'Invoices', one: 'invoice', many: 'invoices' },
  charges: { title: 'Charges', one: 'charge', many: 'charges' },
  disputes: { title: 'Disputes', one: 'dispute', many: 'disputes' },
  events: { title: 'Events', one: 'event', many: 'events' },
}

const WALKED: Record<JobKind, readonly Listed[]> = {
  import: LISTED.filter((list) => list !== 'events'),
  resync: LISTED.filter((list) => list !== 'events'),
  catalog_sync: ['products', 'prices', 'coupons'],
  catch_up: ['events'],
  recompute: ['customers'],
}

export interface ListRow {
  list: Listed
  state: 'read' | 'now' | 'later' | 'unread'
  done: number
  /** Undefined where Stripe does not tell. */
  total: number | undefined
  held: number | undefined
}

/** Every list that the job walks, in its order, with how far it is. `unread`: the job ended before it. */
export function listRows(job: Job): ListRow[] {
  const lists = WALKED[job.kind]
  // A recompute reads no list of Stripe and so names none; it has just the one.
  const resource = job.kind === 'recompute' ? 'customers' : job.resource
  const at = resource === null ? -1 : lists.indexOf(resource)
  return lists.map((list, index) => ({
    list,
    state: listState(job, index, at),
    done: job.done[list] ?? 0,
    total: job.total[list],
    held: job.held?.[list],
  }))
}

function listState(job: Job, index: number, at: number): ListRow['state'] {
  if (job.status === 'done') return 'read'
  if (at >= 0 && index < at) return 'read'
  if (isRunning(job)) return index === at ? 'now' : 'later'
  return 'unread'
}

/** `1,240 of about 3,100 customers`; `1,240 customers so far` where Stripe does not tell how many there are. */
export function listProgress({ list, done, total }: Pick<ListRow, 'list' | 'done' | 'total'>): string {
  const { one, many } = LIST_WORDS[list]
  if (total === undefined || done > total) return `${countOf(done, one, many)} so far`
  return `${formatCount(done)} of about ${countOf(total, one, many)}`
}

/** `Customers, list 4 of 8`: changes with the list only, so that it can be read out. */
export function placeOf(job: Job): string | null {
  const rows = listRows(job)
  const at = rows.findIndex(({ state }) => state === 'now')
  const row = rows[at]
  if (!row) return null
  return rows.length === 1
    ? LIST_WORDS[row.list].title
    : `${LIST_WORDS[row.list].title}, list ${at + 1} of ${rows.length}`
}

/** What a job did or does, in one line. */
export function jobLine(job: Job): string {
  const current = listRows(job).find(({ state }) => state === 'now')
  if (isRunning(job)) return current ? listProgress(current) : 'Getting ready'
  if (job.status !== 'done') return job.error ?? 'It ended without a reason.'
  if (job.kind === 'catch_up')
    return job.found === 0 ? 'No event was missing' : `${countOf(job.found, 'missed event')} brought in`
  const read = listRows(job)
    .filter(({ done }) => done > 0)
    .map(({ list, done }) => countOf(done, LIST_WORDS[list].one, LIST_WORDS[list].many))
  return read.length > 0 ? read.join(', ') : 'Stripe lists nothing'
}

/** How many objects the job left out. */
export function skippedCount(job: Job): number {
  return job.skipped.reduce((sum, { count }) => sum + count, 0)
}
