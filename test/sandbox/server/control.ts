import type { ServerResponse } from 'node:http'
import { needEndpoint, rollSecret } from '../core/endpoints.ts'
import type { StripeSandbox } from '../core/sandbox.ts'
import { StripeProblem } from '../core/stripe-problem.ts'
import { trigger, UnknownTriggerError } from '../core/triggers.ts'
import type { ClockDriver } from './clock-driver.ts'
import { readFlood, readPositive, readText } from './control-input.ts'
import type { Deliverer } from './deliverer.ts'
import { flood } from './flood.ts'
import { sendJson } from './http.ts'

export interface ControlContext {
  stripe: StripeSandbox
  deliverer: Deliverer
  clock: ClockDriver
}

type Input = Record<string, unknown>
type Answer = (context: ControlContext, input: Input) => object | Promise<object>

const MAX_TRIGGERS = 1_000
const MAX_ADVANCE_SECONDS = 10 * 366 * 86_400
const EVENTS_SHOWN = 20

/** What the command line and scripts ask of a running sandbox: `METHOD /_sandbox/<name>`, JSON in and out. */
const ROUTES: Record<string, Answer> = {
  'GET state': state,
  'GET endpoints': ({ stripe }) => ({
    endpoints: [...stripe.endpoints.oldestFirst()].map((endpoint) => endpoint.object),
  }),
  'GET events': ({ stripe }, input) => {
    const limit = readPositive(input, 'limit', EVENTS_SHOWN, 1_000)
    return {
      events: [...stripe.events.newestFirst()].slice(0, limit).map(({ id, type, created }) => ({ id, type, created })),
    }
  },
  'POST trigger': triggerEvents,
  'POST clock': async ({ stripe, deliverer, clock }, input) => {
    clock.advance(readPositive(input, 'advance_seconds', null, MAX_ADVANCE_SECONDS))
    await deliverer.settled()
    return { now: stripe.now(), deliveries: deliverer.counts() }
  },
  'POST settle': async ({ deliverer }) => {
    await deliverer.settled()
    return { deliveries: deliverer.counts() }
  },
  'POST roll': ({ stripe }, input) => {
    const first = stripe.endpoints.oldestFirst().next().value
    const id = readText(input, 'endpoint') ?? first?.id
    if (id === undefined) throw new StripeProblem(404, 'No webhook endpoint is registered: there is no secret to roll.')
    const secret = rollSecret(stripe, id)
    return { endpoint: id, url: needEndpoint(stripe, id).object.url, secret }
  },
}

/** Answers a control request; everything a caller got wrong is a 4xx with `{error: {message}}`. */
export async function answerControl(
  context: ControlContext,
  request: { method: string; name: string; input: Input },
  response: ServerResponse,
): Promise<void> {
  try {
    if (request.method === 'POST' && request.name === 'flood') {
      await streamFlood(context, request.input, response)
      return
    }
    const route = ROUTES[`${request.method} ${request.name}`]
    if (!route) throw new StripeProblem(404, `The sandbox has no ${request.method} /_sandbox/${request.name}.`)
    sendJson(response, 200, await route(context, request.input))
  } catch (error) {
    const status = error instanceof StripeProblem ? error.status : error instanceof UnknownTriggerError ? 422 : null
    if (status === null) throw error
    sendJson(response, status, { error: { message: (error as Error).message } })
  }
}

function state({ stripe, deliverer }: ControlContext): object {
  return {
    account: stripe.account.id,
    api_version: stripe.account.apiVersion,
    livemode: stripe.livemode,
    now: stripe.now(),
    events: stripe.events.size,
    customers: stripe.customers.size,
    subscriptions: stripe.subscriptions.size,
    endpoints: stripe.endpoints.size,
    deliveries: deliverer.counts(),
  }
}

async function triggerEvents({ stripe, deliverer }: ControlContext, input: Input): Promise<object> {
  const name = readText(input, 'event')
  if (name === undefined) throw new StripeProblem(422, 'Say which event to trigger: {"event": "customer.created"}.')
  const count = readPositive(input, 'count', 1, MAX_TRIGGERS)
  const apiVersion = readText(input, 'api_version')
  const events = deliverer.capture(() => {
    for (let index = 0; index < count; index += 1) trigger(stripe, name)
  })
  deliverer.queue.add(events, apiVersion)
  await deliverer.settled()
  return { events: events.map(({ id, type }) => ({ id, type })), deliveries: deliverer.counts() }
}

/** One JSON line per progress report, the last one with `done`. */
async function streamFlood(
  { stripe, deliverer }: ControlContext,
  input: Input,
  response: ServerResponse,
): Promise<void> {
  const options = readFlood(input)
  if (stripe.endpoints.size === 0)
    throw new StripeProblem(409, 'No webhook endpoint is registered: nobody would get the events.')
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
  const write = (line: object) => response.write(`${JSON.stringify(line)}\n`)
  const result = await flood(stripe, deliverer, options, (progress) => write({ done: false, ...progress }))
  write({ done: true, ...result })
  response.end()
}
