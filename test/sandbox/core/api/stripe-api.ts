import { deleteProduct } from '../actions/catalog.ts'
import { deleteCustomer } from '../actions/customers.ts'
import { linksFor } from '../emit.ts'
import { deleteEndpoint, needEndpoint } from '../endpoints.ts'
import { renderObject } from '../render.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { missingResource, StripeProblem } from '../stripe-problem.ts'
import { checkKey } from './auth.ts'
import { postPrice, postPriceUpdate, postProduct, postProductUpdate } from './catalog-writes.ts'
import { postCustomer, postCustomerUpdate } from './customer-writes.ts'
import { listEndpoints, postEndpoint, postEndpointUpdate } from './endpoint-writes.ts'
import { listEvents, retrieveEvent } from './events.ts'
import { expand } from './expand.ts'
import { IdempotencyKeys } from './idempotency.ts'
import { listResources } from './lists.ts'
import { Params } from './params.ts'
import type { ApiAnswer, ApiRequest } from './request.ts'
import { RESOURCES } from './resources.ts'
import { deleteSubscription, postSubscription, postSubscriptionUpdate } from './subscription-writes.ts'

type Create = (stripe: StripeSandbox, params: Params) => object
type OnOne = (stripe: StripeSandbox, id: string, params: Params) => object

const CREATE: Record<string, Create> = {
  customers: postCustomer,
  prices: postPrice,
  products: postProduct,
  subscriptions: postSubscription,
  webhook_endpoints: postEndpoint,
}
const UPDATE: Record<string, OnOne> = {
  customers: postCustomerUpdate,
  prices: postPriceUpdate,
  products: postProductUpdate,
  subscriptions: postSubscriptionUpdate,
  webhook_endpoints: postEndpointUpdate,
}
const REMOVE: Record<string, OnOne> = {
  customers: deleteCustomer,
  products: deleteProduct,
  subscriptions: deleteSubscription,
  webhook_endpoints: deleteEndpoint,
}

/** The part of Stripe's API that the sandbox speaks, for one Stripe account. */
export class StripeApi {
  private readonly stripe: StripeSandbox
  private readonly apiKeys: readonly string[]
  private readonly idempotency = new IdempotencyKeys()

  constructor(stripe: StripeSandbox, apiKeys: readonly string[]) {
    this.stripe = stripe
    this.apiKeys = apiKeys
  }

  /** Never throws for what a caller sent: every refusal is an answer in Stripe's error shape. */
  answer(request: ApiRequest): ApiAnswer {
    const version = request.headers['stripe-version'] ?? this.stripe.account.apiVersion
    const requestId = this.stripe.newId('req')
    const headers = { 'Request-Id': requestId, 'Stripe-Version': version }
    try {
      checkKey(request.headers.authorization, this.apiKeys)
      const answer = this.idempotency.run(request, () => ({ status: 200, body: this.route(request, version) }))
      return { ...answer, headers: { ...answer.headers, ...headers } }
    } catch (error) {
      if (!(error instanceof StripeProblem)) throw error
      return { status: error.status, body: errorBody(error, requestId), headers }
    }
  }

  private route(request: ApiRequest, version: string): object {
    const [, path, id, extra] = /^\/v1\/([a-z_]+)(?:\/([^/]+))?(\/.*)?$/.exec(request.path) ?? []
    if (path === undefined || extra !== undefined) throw unknownRoute(request)
    const query = new Params(request.query)
    const paths = expansions(request)
    if (request.method === 'GET') return this.read(request, path, id, query, paths, version)
    const form = new Params(request.form)
    if (request.method === 'DELETE' && id) {
      const remove = REMOVE[path]
      if (remove) return this.shown(remove(this.stripe, id, form), paths, version)
    }
    if (request.method === 'POST') {
      const body = id ? UPDATE[path]?.(this.stripe, id, form) : CREATE[path]?.(this.stripe, form)
      if (body) return this.shown(body, paths, version)
    }
    throw unknownRoute(request)
  }

  private read(
    request: ApiRequest,
    path: string,
    id: string | undefined,
    query: Params,
    paths: readonly string[],
    version: string,
  ): object {
    if (path === 'events') return id ? retrieveEvent(this.stripe, id) : listEvents(this.stripe, query)
    if (path === 'webhook_endpoints') {
      return id ? needEndpoint(this.stripe, id).object : listEndpoints(this.stripe, query)
    }
    const resource = RESOURCES[path]
    if (!resource) throw unknownRoute(request)
    if (!id) {
      const page = listResources(this.stripe, path, resource, query)
      const inside = paths.map((name) => name.replace(/^data\./, ''))
      return { ...page, data: page.data.map((object) => this.shown(object, inside, version)) }
    }
    const object = resource.table(this.stripe).get(id)
    if (object) return this.shown(object, paths, version)
    if (path === 'customers' && this.stripe.customers.knew(id)) return { id, object: 'customer', deleted: true }
    throw missingResource(resource.noun, id)
  }

  private shown(object: object, paths: readonly string[], version: string): object {
    return renderObject(this.stripe, expand(this.stripe, object, paths), version, linksFor(this.stripe, object))
  }
}

function expansions(request: ApiRequest): string[] {
  const source = request.method === 'GET' ? request.query : request.form
  return new Params(source).texts('expand') ?? []
}

function unknownRoute(request: ApiRequest): StripeProblem {
  return new StripeProblem(404, `Unrecognized request URL (${request.method}: ${request.path}).`)
}

function errorBody(problem: StripeProblem, requestId: string): object {
  return {
    error: {
      ...(problem.code
        ? { code: problem.code, doc_url: `https://stripe.com/docs/error-codes/${problem.code.replaceAll('_', '-')}` }
        : {}),
      message: problem.message,
      ...(problem.param ? { param: problem.param } : {}),
      request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
      type: problem.type,
    },
  }
}
