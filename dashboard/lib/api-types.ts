/// <reference path="./worker-globals.d.ts" />
import type { LiveMessage } from '../../worker/account/rpc.ts'
import type { Price, Product } from '../../worker/http/schemas/catalog.ts'
import type { Problem } from '../../worker/http/schemas/common.ts'
import type { Connection } from '../../worker/http/schemas/connection.ts'
import type { EventDetail, EventSummary } from '../../worker/http/schemas/event.ts'
import type { Session } from '../../worker/http/schemas/operator.ts'

/** What the API answers and tells: types only, so that nothing of the Worker gets into the bundle. */
export type { Connection, EventDetail, EventSummary, LiveMessage, Price, Problem, Product, Session }
