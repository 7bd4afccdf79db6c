/** Long work: what reads a Stripe account page by page, and `recompute`, which derives all customers anew. */
export const JOB_KINDS = ['import', 'resync', 'catalog_sync', 'catch_up', 'recompute'] as const
export type JobKind = (typeof JOB_KINDS)[number]

export const JOB_STATUSES = ['queued', 'running', 'waiting', 'done', 'failed', 'canceled'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

/** The lists of Stripe's API that a job walks, in the order it walks them. */
export const LISTED = [
  'products',
  'prices',
  'coupons',
  'customers',
  'subscriptions',
  'invoices',
  'charges',
  'disputes',
  'events',
] as const
export type Listed = (typeof LISTED)[number]

/** Why some objects of a list were not taken in. */
export interface Skipped {
  resource: Listed
  reason: 'permission_missing' | 'wrong_mode' | 'no_id' | 'too_large'
  count: number
  /** A few of their ids. */
  examples: string[]
  /** One sentence: what it means and what to do. */
  detail: string
}

export type Counts = Partial<Record<Listed, number>>

/** What a person may know of a job. Times are ms. */
export interface JobRecord {
  id: string
  kind: JobKind
  status: JobStatus
  createdAtMs: number
  updatedAtMs: number
  finishedAtMs: number | null
  /** The list that is read now; several may be, then the first of them. */
  resource: Listed | null
  /** Objects that Stripe listed so far. */
  done: Counts
  /** How many there are by Stripe's own search, where it tells; not exact above 10,000. */
  total: Counts
  /** How many of them Billhook holds, counted when the job ended. */
  held: Counts | null
  skipped: Skipped[]
  /** Requests made to Stripe, and how many of them were for pages of lists. */
  requests: number
  pages: number
  /** Events that no webhook had brought; catch_up only. */
  found: number
  /** One sentence where it failed or was canceled. */
  error: string | null
}

export function isRunning({ status }: { status: JobStatus }): boolean {
  return status === 'queued' || status === 'running' || status === 'waiting'
}
