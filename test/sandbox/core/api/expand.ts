import type { Stripe } from 'stripe'
import { buildTiers } from '../objects/price.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { StripeProblem } from '../stripe-problem.ts'
import { findById } from './resources.ts'

type Json = Record<string, unknown>

const MAX_DEPTH = 4

/** Replaces ids by their objects along paths such as `customer` or `data.latest_invoice`; `tiers` appear only so. */
export function expand(stripe: StripeSandbox, object: object, paths: readonly string[]): object {
  return paths.reduce<object>((expanded, path) => expandPath(stripe, expanded, path.split('.'), path), object)
}

function expandPath(stripe: StripeSandbox, value: object, steps: readonly string[], path: string): object {
  const [step, ...rest] = steps
  if (step === undefined) return value
  if (steps.length > MAX_DEPTH) {
    throw new StripeProblem(400, `You cannot expand more than ${MAX_DEPTH} levels of a property: ${path}`)
  }
  if (Array.isArray(value)) return value.map((element) => expandPath(stripe, element, steps, path))
  const object = value as Json
  const tiers = step === 'tiers' ? stripe.tiers.get(String(object.id)) : undefined
  const found = tiers ? buildTiers(tiers) : target(stripe, object, step)
  if (found === undefined) {
    throw new StripeProblem(400, `This property cannot be expanded (${path}).`)
  }
  return { ...object, [step]: found === null ? null : expandPath(stripe, found, rest, path) }
}

/** The object behind a property: itself when it is one already, null where there is none, undefined when it cannot be. */
function target(stripe: StripeSandbox, object: Json, step: string): object | null | undefined {
  if (step === 'payments' && object.object === 'invoice') return paymentsOf(stripe, object)
  const value = object[step]
  if (value === null) return null
  if (Array.isArray(value))
    return value.map((element) => (typeof element === 'string' ? (findById(stripe, element) ?? element) : element))
  if (typeof value === 'object') return value
  if (typeof value !== 'string') return step === 'tiers' ? null : undefined
  return findById(stripe, value) ?? undefined
}

function paymentsOf(stripe: StripeSandbox, invoice: Json): Stripe.ApiList<Stripe.InvoicePayment> {
  const id = stripe.paymentOfInvoice.get(String(invoice.id))
  const data = id === undefined ? [] : [stripe.invoicePayments.need(id)]
  return { object: 'list', data, has_more: false, url: `/v1/invoice_payments?invoice=${invoice.id}` }
}
