/// <reference path="./worker-globals.d.ts" />
import type { LiveMessage } from '../../worker/account/rpc.ts'
import type { Price, Product } from '../../worker/http/schemas/catalog.ts'
import type { Problem } from '../../worker/http/schemas/common.ts'
import type { Condition, Connection, ConnectionWays } from '../../worker/http/schemas/connection.ts'
import type { Customer } from '../../worker/http/schemas/customer.ts'
import type { CustomerSummary } from '../../worker/http/schemas/customer-summary.ts'
import type { EventDetail, EventSummary } from '../../worker/http/schemas/event.ts'
import type { Job } from '../../worker/http/schemas/job.ts'
import type { Metrics } from '../../worker/http/schemas/metrics.ts'
import type { Session } from '../../worker/http/schemas/operator.ts'
import type { Segment } from '../../worker/http/schemas/segment.ts'
import type { Settings } from '../../worker/http/schemas/settings.ts'
import type { TimelineItem } from '../../worker/http/schemas/timeline.ts'
import type { Unmatched } from '../../worker/http/schemas/unmatched.ts'

/** What the API answers and tells: types only, so that nothing of the Worker gets into the bundle. */
export type {
  Condition,
  Connection,
  ConnectionWays,
  Customer,
  CustomerSummary,
  EventDetail,
  EventSummary,
  Job,
  LiveMessage,
  Metrics,
  Price,
  Problem,
  Product,
  Segment,
  Session,
  Settings,
  TimelineItem,
  Unmatched,
}

/** What a change of rules answers: the rules, and the job that recomputes customers, or null where none is needed. */
export type WithJob<Rules> = Rules & { job: Job | null }
