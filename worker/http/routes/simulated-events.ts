import type { IncomingEvent } from '../../account/rpc.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { scenarioEvents } from '../../domain/simulation/scenarios.ts'
import { inventedSubject, type Subject, subjectOf } from '../../domain/simulation/subject.ts'
import { readEvent } from '../../readmodel/events.ts'
import { readEnvelope } from '../../stripe/envelope.ts'
import { ProblemError, refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import type { SimulationInput } from '../schemas/simulation.ts'
import { storedCustomer } from './customer-answer.ts'
import { tenantNowMs } from './tenant-rules.ts'

const MAX_EVENT_BYTES = 262_144

export interface SimulatedEvents {
  history: IncomingEvent[]
  events: IncomingEvent[]
}

/** What is to happen, as the account's object takes it; ends the request where that cannot be told. */
export async function simulatedEvents(c: AppContext, input: SimulationInput): Promise<SimulatedEvents> {
  const { scenario, event, customer } = input
  const nowSeconds = Math.floor((await tenantNowMs(c)) / 1000)
  const whose = customer === undefined ? null : await chosenSubject(c, customer, nowSeconds)
  if (scenario !== undefined) {
    const subject = whose ?? inventedSubject(c.var.tenant.mode === 'live')
    const { history, events } = scenarioEvents(scenario, subject, nowSeconds)
    return { history: history.map(incoming), events: events.map(incoming) }
  }
  const told = typeof event === 'string' ? await storedEvent(c, event) : wholeEvent(event ?? {})
  return { history: [], events: [incoming(whose ? happeningTo(told, whose, nowSeconds) : told)] }
}

async function chosenSubject(c: AppContext, id: string, nowSeconds: number): Promise<Subject> {
  const subject = subjectOf(await storedCustomer(c, id), c.var.tenant.mode === 'live', nowSeconds)
  const lacks = 'This customer has no Stripe customer: nothing can happen to it at Stripe.'
  return subject ?? refuseInput('/customer', 'no_stripe_customer', lacks)
}

async function storedEvent(c: AppContext, id: string): Promise<JsonObject> {
  const found = await readEvent(c.env.DB, c.var.tenant, id)
  if (!found) throw new ProblemError('not_found', `There is no event ${id} in ${c.var.tenant.mode} mode.`)
  const payload: unknown = found.payload === null ? null : JSON.parse(found.payload)
  if (isJsonObject(payload)) return payload
  throw new ProblemError('payload_removed', 'What this event brought is gone: retention has removed it.')
}

function wholeEvent(event: JsonObject): JsonObject {
  if (new TextEncoder().encode(JSON.stringify(event)).length > MAX_EVENT_BYTES)
    refuseInput('/event', 'too_large', `An event may have at most ${MAX_EVENT_BYTES} bytes.`)
  const read = readEnvelope(event)
  if (!read.ok) refuseInput('/event', 'not_an_event', read.error.replace('The body', 'It'))
  return event
}

/** The same event now, as if it were that customer's; 422 where it names none. */
function happeningTo(event: JsonObject, { customer }: Subject, nowSeconds: number): JsonObject {
  const data = isJsonObject(event.data) ? event.data : {}
  const object = isJsonObject(data.object) ? data.object : {}
  const isCustomer = object.object === 'customer'
  if (!isCustomer && !object.customer)
    refuseInput('/customer', 'event_without_customer', 'This event names no Stripe customer that could be another.')
  const moved = { ...object, [isCustomer ? 'id' : 'customer']: customer }
  return { ...event, id: 'evt_sim_1', created: nowSeconds, data: { ...data, object: moved } }
}

function incoming(event: JsonObject): IncomingEvent {
  const read = readEnvelope(event)
  if (!read.ok) throw new Error(`A stored or made-up event cannot be read: ${read.error}`)
  const { body, livemode: _mode, stripeAccount: _account, ...envelope } = read.value
  return { ...envelope, payload: JSON.stringify(body), source: 'simulation' }
}
