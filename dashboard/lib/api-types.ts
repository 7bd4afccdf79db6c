/// <reference path="./worker-globals.d.ts" />
import type { LiveMessage } from '../../worker/account/rpc.ts'
import type { Price, Product } from '../../worker/http/schemas/catalog.ts'
import type { Problem } from '../../worker/http/schemas/common.ts'
import type { Condition, Connection, ConnectionWays } from '../../worker/http/schemas/connection.ts'
import type { EventDetail, EventSummary } from '../../worker/http/schemas/event.ts'
import type { Job } from '../../worker/http/schemas/job.ts'
import type { Session } from '../../worker/http/schemas/operator.ts'

/** What the API answers and tells: types only, so that nothing of the Worker gets into the bundle. */
export type {
  Condition,
  Connection,
  ConnectionWays,
  EventDetail,
  EventSummary,
  Job,
  LiveMessage,
  Price,
  Problem,
  Product,
  Session,
}
