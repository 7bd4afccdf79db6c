const PRODUCT = { id: 'prod_1', object: 'product', name: 'As Stripe has it', active: true }

/** What tests reach outside: three answers of a Stripe at stripe.test, and a wall everywhere else. */
export function answerOutbound(request: Request): Response {
  const { host, pathname } = new URL(request.url)
  if (host !== 'stripe.test') return new Response(`blocked: ${request.url}`, { status: 599 })
  if (pathname === '/v1/products/prod_1') return Response.json(PRODUCT)
  const gone = pathname === '/v1/products/prod_gone'
  const error = gone
    ? { type: 'invalid_request_error', code: 'resource_missing', message: 'No such product' }
    : { type: 'api_error', message: 'Something is wrong on our end' }
  return Response.json({ error }, { status: gone ? 404 : 500, headers: { 'stripe-should-retry': 'false' } })
}
