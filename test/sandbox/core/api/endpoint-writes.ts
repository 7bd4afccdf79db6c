import type { Stripe } from 'stripe'
import { createEndpoint, needEndpoint, updateEndpoint } from '../endpoints.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter } from '../stripe-problem.ts'
import type { Caller } from './caller.ts'
import { defined } from './defined.ts'
import { type Page, readLimit, take } from './lists.ts'
import type { Params } from './params.ts'

/** The one answer that carries the secret. */
export function postEndpoint(stripe: StripeSandbox, params: Params, caller: Caller): Stripe.WebhookEndpoint {
  const url = params.needText('url')
  const enabledEvents = params.texts('enabled_events')
  if (!enabledEvents) {
    throw invalidParameter('Missing required param: enabled_events.', 'enabled_events', 'parameter_missing')
  }
  const options = defined({
    apiVersion: params.text('api_version'),
    connect: params.flag('connect'),
    description: params.text('description'),
    metadata: params.metadata({}),
  })
  params.finish()
  const { endpoint, secret } = createEndpoint(stripe, {
    url,
    enabledEvents,
    application: caller.application,
    ...options,
  })
  return { ...endpoint.object, secret }
}

export function postEndpointUpdate(stripe: StripeSandbox, id: string, params: Params): Stripe.WebhookEndpoint {
  const { object } = needEndpoint(stripe, id)
  const patch = defined({
    url: params.text('url') ?? undefined,
    enabledEvents: params.texts('enabled_events'),
    description: params.text('description'),
    metadata: params.metadata(object.metadata),
    disabled: params.flag('disabled'),
  })
  params.finish()
  return updateEndpoint(stripe, id, patch).object
}

export function listEndpoints(stripe: StripeSandbox, params: Params): Page<Stripe.WebhookEndpoint> {
  const limit = readLimit(params)
  const after = params.text('starting_after') ?? undefined
  params.finish()
  const found = take(stripe.endpoints.newestFirst(after), () => true, limit + 1)
  return {
    object: 'list',
    data: found.slice(0, limit).map((endpoint) => endpoint.object),
    has_more: found.length > limit,
    url: '/v1/webhook_endpoints',
  }
}
