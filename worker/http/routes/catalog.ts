import { createRoute } from '@hono/zod-openapi'
import type { CatalogFilter, CatalogProblem } from '../../readmodel/catalog-problems.ts'
import { listPrices, readPrice } from '../../readmodel/prices.ts'
import { type CatalogPosition, listProducts, readProduct } from '../../readmodel/products.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { presentPrice, presentProduct, price, priceQuery, product, productQuery } from '../schemas/catalog.ts'
import { idParam, listOf, noQuery } from '../schemas/common.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { decodeCursor, type Position, toPage } from '../schemas/page.ts'
import { createRouter } from './router.ts'
import { tenantRules } from './tenant-rules.ts'

export const catalogRoutes = createRouter()

catalogRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/products',
    tags: ['Catalog'],
    summary: 'Products, newest first by their creation in Stripe; deleted ones are listed too',
    ...authenticated,
    request: { query: productQuery },
    responses: { 200: json(listOf(product), 'A page of products'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after, problem } = c.req.valid('query')
    const page = { limit: limit + 1, after: catalogPosition('products', after) }
    const rows = await listProducts(c.env.DB, c.var.tenant, await filterOf(c, problem), page)
    return c.json(toPage('products', rows, limit, presentProduct, positionOf), 200)
  },
)

catalogRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/products/{id}',
    tags: ['Catalog'],
    summary: 'One product',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(product, 'The product'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const found = await readProduct(c.env.DB, c.var.tenant, await mappedIds(c), c.req.valid('param').id)
    if (!found) throw new ProblemError('not_found', `There is no such product in ${c.var.tenant.mode} mode.`)
    return c.json(presentProduct(found), 200)
  },
)

catalogRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/prices',
    tags: ['Catalog'],
    summary: 'Prices, newest first by their creation in Stripe; deleted ones are listed too',
    ...authenticated,
    request: { query: priceQuery },
    responses: { 200: json(listOf(price), 'A page of prices'), ...problemsBehindAuth() },
  }),
  async (c) => {
    const { limit, after, product: productId, problem } = c.req.valid('query')
    const page = { limit: limit + 1, after: catalogPosition('prices', after), product: productId ?? null }
    const rows = await listPrices(c.env.DB, c.var.tenant, await filterOf(c, problem), page)
    return c.json(toPage('prices', rows, limit, presentPrice, positionOf), 200)
  },
)

catalogRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/prices/{id}',
    tags: ['Catalog'],
    summary: 'One price',
    ...authenticated,
    request: { params: idParam, query: noQuery },
    responses: { 200: json(price, 'The price'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const found = await readPrice(c.env.DB, c.var.tenant, await mappedIds(c), c.req.valid('param').id)
    if (!found) throw new ProblemError('not_found', `There is no such price in ${c.var.tenant.mode} mode.`)
    return c.json(presentPrice(found), 200)
  },
)

async function filterOf(c: AppContext, problem: CatalogProblem | undefined): Promise<CatalogFilter> {
  return { problem: problem ?? null, mapped: await mappedIds(c) }
}

async function mappedIds(c: AppContext): Promise<string[]> {
  return Object.keys((await tenantRules(c)).settings.price_mapping)
}

function catalogPosition(list: string, after: string | undefined): CatalogPosition | null {
  const position = decodeCursor(list, after)
  return position && { created: position.number, id: position.id }
}

function positionOf({ created, id }: { created: number | null; id: string }): Position {
  return { number: created ?? 0, id }
}
