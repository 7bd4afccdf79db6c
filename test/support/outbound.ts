import { createSite } from '../sandbox/core/site/create-site.ts'
import type { SandboxSite } from '../sandbox/core/site.ts'

const PRODUCT = { id: 'prod_1', object: 'product', name: 'As Stripe has it', active: true }

const PRICE = { id: 'price_1', object: 'price', product: 'prod_1', unit_amount: null, unit_amount_decimal: '0.5' }
const ITEM = { id: 'si_1', object: 'subscription_item', price: PRICE, quantity: 3 }
const SUBSCRIPTION = { id: 'sub_1', object: 'subscription', status: 'active', items: { object: 'list', data: [ITEM] } }

/** With this key stripe.test has a few objects of few fields, for tests of what is read from them. */
const KEY_OF_THE_FEW = 'Bearer sk_test_0123456789'

/** A host of its own, such as stripe-clock.test, has a sandbox and a clock of its own. */
const STRIPE_HOST = /^stripe(-[a-z]+)?\.test$/

const sites = new Map<string, SandboxSite>()

/**
 * What tests reach outside: the Stripe sandbox at stripe.test, and a wall everywhere else. All tests share the one
 * sandbox: a test makes a Stripe account of its own with `POST http://stripe.test/_sandbox/accounts`. Its deliveries are
 * fetched with `POST /_sandbox/deliveries/take`, for nothing in this process can reach a Worker under test.
 */
export async function answerOutbound(request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url)
  if (!STRIPE_HOST.test(host)) return new Response(`blocked: ${request.url}`, { status: 599 })
  if (request.headers.get('authorization') === KEY_OF_THE_FEW) return answerFew(pathname)
  return siteAt(host).handle(request)
}

function siteAt(host: string): SandboxSite {
  const known = sites.get(host)
  if (known) return known
  const wall = () => Math.floor(Date.now() / 1000)
  const site = createSite({ seed: host, now: wall(), wall })
  sites.set(host, site)
  return site
}

function answerFew(pathname: string): Response {
  if (pathname === '/v1/products/prod_1') return Response.json(PRODUCT)
  if (pathname === '/v1/subscriptions/sub_1') return Response.json(SUBSCRIPTION)
  const gone = pathname === '/v1/products/prod_gone'
  const error = gone
    ? { type: 'invalid_request_error', code: 'resource_missing', message: 'No such product' }
    : { type: 'api_error', message: 'Something is wrong on our end' }
  return Response.json({ error }, { status: gone ? 404 : 500, headers: { 'stripe-should-retry': 'false' } })
}
