import { linksFor } from '../emit.ts'
import { needEndpoint } from '../endpoints.ts'
import { renderObject } from '../render.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { permissionFor, permissionToRead } from '../site/permissions.ts'
import { missingResource, StripeProblem } from '../stripe-problem.ts'
import type { Caller } from './caller.ts'
import { listEndpoints } from './endpoint-writes.ts'
import { listEvents, retrieveEvent } from './events.ts'
import { checkedPaths, expand } from './expand.ts'
import { IdempotencyKeys } from './idempotency.ts'
import { listResources, type Page } from './lists.ts'
import { Params } from './params.ts'
import { listInvoiceLines, listSubscriptionItems, readAccount } from './parts.ts'
import { withPresentPrices } from './present-prices.ts'
import { refusal } from './refusal.ts'
import type { ApiAnswer, ApiRequest } from './request.ts'
import { findById, RESOURCES } from './resources.ts'
import { isSearchable, searchResources } from './search.ts'
import { writeFor } from './writes.ts'

interface Asked {
  method: string
  /** The first part after `/v1`. */
  path: string
  id: string | undefined
  /** What follows the id. */
  part: string | undefined
  query: Params
  form: Params
  expansions: readonly string[]
  version: string
  caller: Caller
}

/** The part of Stripe's API that the sandbox speaks, for one Stripe account in one mode. */
export class StripeApi {
  private readonly stripe: StripeSandbox
  private readonly twin: () => StripeSandbox | null
  private readonly idempotency = new IdempotencyKeys()

  /** `twin` is the same account's other mode, where it has one. */
  constructor(stripe: StripeSandbox, twin: () => StripeSandbox | null = () => null) {
    this.stripe = stripe
    this.twin = twin
  }

  /** Never throws for what a caller sent: every refusal is an answer in Stripe's error shape. */
  answer(request: ApiRequest, caller: Caller): ApiAnswer {
    const version = request.headers['stripe-version'] ?? this.stripe.account.apiVersion
    const requestId = this.stripe.newId('req')
    const headers = { 'Request-Id': requestId, 'Stripe-Version': version }
    try {
      const answer = this.idempotency.run(request, () => ({ status: 200, body: this.route(request, version, caller) }))
      return { ...answer, headers: { ...answer.headers, ...headers } }
    } catch (error) {
      if (!(error instanceof StripeProblem)) throw error
      const told = this.inOtherMode(error)
      return { status: told.status, body: refusal(told, requestId, this.stripe.livemode), headers }
    }
  }

  private route(request: ApiRequest, version: string, caller: Caller): object {
    const [, path, id, part] = /^\/v1\/([a-z_]+)(?:\/([^/]+))?(?:\/([a-z_]+))?$/.exec(request.path) ?? []
    if (path === undefined) throw unknownRoute(request)
    // Before existence: with a key that lacks the permission nobody learns what is there.
    caller.need(permissionFor(request.method, path))
    const source = request.method === 'GET' ? request.query : request.form
    const expansions = checkedPaths(new Params(source).texts('expand') ?? [])
    const query = new Params(request.query)
    const form = new Params(request.form)
    const asked = { method: request.method, path, id, part, query, form, expansions, version, caller }
    const answer = request.method === 'GET' ? this.read(asked) : this.write(asked)
    if (answer === null) throw unknownRoute(request)
    return answer
  }

  private write(asked: Asked): object | null {
    const run = asked.part === undefined ? writeFor(asked.method, asked.path, asked.id) : null
    return run && this.shown(run(this.stripe, asked.form, asked.caller), asked, asked.expansions)
  }

  private read(asked: Asked): object | null {
    const { stripe } = this
    const { path, id, part, query, caller } = asked
    if (path === 'account' && id === undefined) return readAccount(stripe, null, query)
    if (path === 'accounts' && id !== undefined) return readAccount(stripe, id, query)
    if (path === 'events') return id ? retrieveEvent(stripe, id, caller) : listEvents(stripe, query, caller)
    if (path === 'webhook_endpoints') return id ? needEndpoint(stripe, id).object : listEndpoints(stripe, query)
    if (path === 'subscription_items' && id === undefined) {
      return this.page(listSubscriptionItems(stripe, query), asked)
    }
    if (path === 'invoices' && id !== undefined && part === 'lines') {
      return this.page(listInvoiceLines(stripe, id, query), asked)
    }
    const resource = RESOURCES[path]
    if (!resource || part !== undefined) return null
    if (id === undefined) return this.page(listResources(stripe, path, resource, query), asked)
    if (id === 'search' && isSearchable(path)) {
      const total = asked.expansions.includes('total_count')
      const expansions = asked.expansions.filter((name) => name !== 'total_count')
      return this.page(searchResources(stripe, path, resource, query, total), { ...asked, expansions })
    }
    const object = resource.table(stripe).get(id)
    if (object) return this.shown(object, asked, asked.expansions)
    if (path === 'customers' && stripe.customers.knew(id)) return { id, object: 'customer', deleted: true }
    throw missingResource(resource.noun, id)
  }

  private page<P extends Pick<Page<object>, 'data'>>(page: P, asked: Asked): P {
    const inside = asked.expansions.map((name) => name.replace(/^data\./, ''))
    return { ...page, data: page.data.map((object) => this.shown(object, asked, inside)) }
  }

  private shown(object: object, { version, caller }: Asked, paths: readonly string[]): object {
    const mayRead = (kind: string) => caller.need(permissionToRead(kind))
    const expanded = expand(this.stripe, withPresentPrices(this.stripe, object), paths, mayRead)
    return renderObject(this.stripe, expanded, version, () => linksFor(this.stripe, object))
  }

  /** Stripe says so when the id is known in the account's other mode: the key is of the wrong one. */
  private inOtherMode(problem: StripeProblem): StripeProblem {
    const [, id] = /^No such [^:]+: '([^']+)'$/.exec(problem.message) ?? []
    const twin = this.twin()
    if (problem.code !== 'resource_missing' || id === undefined || !twin) return problem
    if (!findById(twin, id) && !twin.endpoints.get(id)) return problem
    const [other, own] = this.stripe.livemode ? ['test', 'live'] : ['live', 'test']
    const hint = `; a similar object exists in ${other} mode, but a ${own} mode key was used to make this request.`
    return problem.with(`${problem.message}${hint}`)
  }
}

function unknownRoute(request: ApiRequest): StripeProblem {
  return new StripeProblem(404, `Unrecognized request URL (${request.method}: ${request.path}).`)
}
