import { signedRequest } from '../delivery.ts'
import { needEndpoint, rollSecret, updateEndpoint } from '../endpoints.ts'
import { StripeProblem } from '../stripe-problem.ts'
import { trigger } from '../triggers.ts'
import type { ControlContext, ControlRoute } from './control.ts'
import { needText, readFlag, readPositive, readText, readWhole } from './input.ts'

const MAX_TRIGGERS = 1_000
const MAX_ADVANCE_SECONDS = 10 * 366 * 86_400
const EVENTS_SHOWN = 20
const MAX_TAKEN = 1_000

/** The clock, events, endpoints and what is delivered to them. */
export const EVENT_ROUTES: Record<string, ControlRoute> = {
  'GET endpoints': ({ branch }) => ({
    endpoints: [...branch.stripe.endpoints.oldestFirst()].map((endpoint) => endpoint.object),
  }),
  'GET events': ({ branch, input }) => {
    const limit = readPositive(input, 'limit', EVENTS_SHOWN, 1_000)
    const events = [...branch.stripe.events.newestFirst()].slice(0, limit)
    return { events: events.map(({ id, type, created }) => ({ id, type, created })) }
  },
  'POST trigger': triggerEvents,
  'POST clock': async ({ site, input }) => {
    site.advance(readPositive(input, 'advance_seconds', null, MAX_ADVANCE_SECONDS))
    await site.carrier.settled()
    return { now: site.now(), deliveries: site.carrier.counts() }
  },
  'POST settle': async ({ site }) => {
    await site.carrier.settled()
    return { deliveries: site.carrier.counts() }
  },
  'POST roll': ({ branch: { stripe }, input }) => {
    const first = stripe.endpoints.oldestFirst().next().value
    const id = readText(input, 'endpoint') ?? first?.id
    if (id === undefined) throw new StripeProblem(404, 'No webhook endpoint is registered: there is no secret to roll.')
    const secret = rollSecret(stripe, id)
    return { endpoint: id, url: needEndpoint(stripe, id).object.url, secret }
  },
  'POST endpoints/change': ({ branch: { stripe }, input }) => {
    const disabled = readFlag(input, 'disabled')
    if (disabled === undefined) throw new StripeProblem(422, 'disabled must be true or false.')
    return { endpoint: updateEndpoint(stripe, needText(input, 'endpoint'), { disabled }).object }
  },
  'POST deliveries/take': takeDeliveries,
}

async function triggerEvents({ site, branch, input }: ControlContext): Promise<object> {
  const name = readText(input, 'event')
  if (name === undefined) throw new StripeProblem(422, 'Say which event to trigger: {"event": "customer.created"}.')
  const count = readPositive(input, 'count', 1, MAX_TRIGGERS)
  const apiVersion = readText(input, 'api_version')
  const events = branch.capture(() => {
    for (let index = 0; index < count; index += 1) trigger(branch.stripe, name)
  })
  site.queue.add(branch.stripe, events, apiVersion)
  await site.carrier.settled()
  return { events: events.map(({ id, type }) => ({ id, type })), deliveries: site.carrier.counts() }
}

/**
 * Hands out what is due, signed, where nobody carries it: the caller posts it, having said before how it will be
 * answered (`status`, 200 unless said).
 */
async function takeDeliveries({ site, input }: ControlContext): Promise<object> {
  const limit = readPositive(input, 'limit', MAX_TAKEN, MAX_TAKEN)
  const status = readWhole(input, 'status', 100, 599) ?? 200
  const deliveries = []
  while (deliveries.length < limit) {
    const delivery = site.queue.take()
    if (!delivery) break
    const request = await signedRequest(delivery, Math.floor(Date.now() / 1000))
    if (!request) continue
    site.queue.settle(delivery, status)
    deliveries.push({ event: delivery.event.id, type: delivery.event.type, attempt: delivery.attempt, ...request })
  }
  return { deliveries }
}
