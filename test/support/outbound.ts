const PRODUCT = { id: 'prod_1', object: 'product', name: 'As Stripe has it', active: true }

const PRICE = { id: 'price_1', object: 'price', product: 'prod_1', unit_amount: null, unit_amount_decimal: '0.5' }
const ITEM = { id: 'si_1', object: 'subscription_item', price: PRICE, quantity: 3 }
const SUBSCRIPTION = { id: 'sub_1', object: 'subscription', status: 'active', items: { object: 'list', data: [ITEM] } }

/** What tests reach outside: three answers of a Stripe at stripe.test, and a wall everywhere else. */
export function answerOutbound(request: Request): Response {
  const { host, pathname } = new URL(request.url)
  if (host !== 'stripe.test') return new Response(`blocked: ${request.url}`, { status: 599 })
  if (pathname === '/v1/products/prod_1') return Response.json(PRODUCT)
  if (pathname === '/v1/subscriptions/sub_1') return Response.json(SUBSCRIPTION)
  const gone = pathname === '/v1/products/prod_gone'
  const error = gone
    ? { type: 'invalid_request_error', code: 'resource_missing', message: 'No such product' }
    : { type: 'api_error', message: 'Something is wrong on our end' }
  return Response.json({ error }, { status: gone ? 404 : 500, headers: { 'stripe-should-retry': 'false' } })
}
