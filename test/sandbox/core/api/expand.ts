import type { Stripe } from 'stripe'
import { cutLists } from '../objects/list.ts'
import { buildTiers } from '../objects/price.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { StripeProblem } from '../stripe-problem.ts'
import { findById } from './resources.ts'

type Json = Record<string, unknown>

const MAX_DEPTH = 4

/** May objects of that kind be read? What is expanded asks for the same permission as what is fetched. */
export type MayRead = (kind: string) => void

/** The paths of a request; inside a list they begin with `data`. */
export function checkedPaths(paths: readonly string[]): readonly string[] {
  const deep = paths.find((path) => path.split('.').length > MAX_DEPTH)
  if (deep === undefined) return paths
  throw new StripeProblem(400, `You cannot expand more than ${MAX_DEPTH} levels of a property: ${deep}`)
}

/** Replaces ids by their objects along paths such as `customer` or `items.data.discounts`. */
export function expand(stripe: StripeSandbox, object: object, paths: readonly string[], mayRead: MayRead): object {
  return paths.reduce<object>(
    (expanded, path) => expandPath({ stripe, mayRead, path }, expanded, path.split('.')),
    object,
  )
}

interface Expansion {
  stripe: StripeSandbox
  mayRead: MayRead
  path: string
}

function expandPath(expansion: Expansion, value: object, steps: readonly string[]): object {
  const [step, ...rest] = steps
  if (step === undefined) return value
  if (Array.isArray(value)) return value.map((element) => expandPath(expansion, element, steps))
  const object = value as Json
  if (INCLUDABLE[String(object.object)]?.includes(step)) return withIncluded(expansion.stripe, object, step)
  const found = target(expansion, object, step)
  if (found === undefined) throw new StripeProblem(400, `This property cannot be expanded (${expansion.path}).`)
  return { ...object, [step]: found === null ? null : expandPath(expansion, found, rest) }
}

/** Fields that an object shows only when they are expanded. */
const INCLUDABLE: Record<string, readonly string[]> = {
  price: ['tiers', 'currency_options'],
  plan: ['tiers'],
  coupon: ['applies_to', 'currency_options'],
}

/** An object without such a field stays as it is. */
function withIncluded(stripe: StripeSandbox, object: Json, field: string): Json {
  const id = String(object.id)
  const tiers = field === 'tiers' ? stripe.tiers.get(id) : undefined
  const value = tiers ? buildTiers(tiers) : stripe.hidden.get(id)?.[field]
  return value === undefined ? object : { ...object, [field]: value }
}

/** The object behind a property: itself when it is one already, null where there is none, undefined when it cannot be. */
function target(expansion: Expansion, object: Json, step: string): object | null | undefined {
  if (step === 'payments' && object.object === 'invoice') return paymentsOf(expansion, object)
  const value = object[step]
  if (value === null) return null
  if (Array.isArray(value))
    return value.map((element) => (typeof element === 'string' ? (lookUp(expansion, element) ?? element) : element))
  if (typeof value === 'object') return value
  return typeof value === 'string' ? (lookUp(expansion, value) ?? undefined) : undefined
}

function lookUp({ stripe, mayRead }: Expansion, id: string): object | null {
  const found = findById(stripe, id)
  if (found) mayRead(String((found as Json).object))
  return found && cutLists(found)
}

function paymentsOf({ stripe, mayRead }: Expansion, invoice: Json): Stripe.ApiList<Stripe.InvoicePayment> {
  mayRead('invoice_payment')
  const id = stripe.paymentOfInvoice.get(String(invoice.id))
  const data = id === undefined ? [] : [stripe.invoicePayments.need(id)]
  return { object: 'list', data, has_more: false, url: `/v1/invoice_payments?invoice=${invoice.id}` }
}
