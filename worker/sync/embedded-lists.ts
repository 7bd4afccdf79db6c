import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { ok, type Result } from '../domain/result.ts'
import type { ObjectType } from '../domain/stripe-object.ts'
import type { Failure } from '../stripe/failure.ts'
import type { PacedStripe } from './paced-stripe.ts'
import { PAGE_SIZE } from './stripe-lists.ts'

/** An account that nobody sane has; it bounds the memory. */
const MAX_ROWS = 2_000

/** Stripe embeds ten rows of a list; the rest is read page by page and put in its place. */
export async function completeLists(
  stripe: PacedStripe,
  type: ObjectType,
  object: JsonObject,
): Promise<Result<JsonObject, Failure>> {
  const id = String(object.id)
  if (type === 'subscription' && isCut(object.items)) {
    const params = { subscription: id, expand: ['data.discounts'] }
    return completed(stripe, object, 'items', '/v1/subscription_items', params)
  }
  if (type === 'invoice' && isCut(object.lines))
    return completed(stripe, object, 'lines', `/v1/invoices/${encodeURIComponent(id)}/lines`, {})
  return ok(object)
}

async function completed(
  stripe: PacedStripe,
  object: JsonObject,
  field: string,
  path: string,
  params: Record<string, string | string[]>,
): Promise<Result<JsonObject, Failure>> {
  const data: JsonObject[] = []
  let more = true
  while (more) {
    const last = data.at(-1)
    const cursor = last ? { starting_after: String(last.id) } : {}
    const page = await stripe.get(path, { ...params, ...cursor, limit: PAGE_SIZE })
    if (!page.ok) return page
    const rows = Array.isArray(page.value.data) ? page.value.data.filter(isJsonObject) : []
    data.push(...rows)
    more = page.value.has_more === true && rows.length > 0
    if (data.length >= MAX_ROWS) break
  }
  const list = isJsonObject(object[field]) ? object[field] : {}
  return ok({ ...object, [field]: { ...list, data, has_more: more } })
}

function isCut(list: unknown): boolean {
  return isJsonObject(list) && list.has_more === true
}
