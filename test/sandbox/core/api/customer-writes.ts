import type { Stripe } from 'stripe'
import { attachCard, createCustomer, needCustomer, updateCustomer } from '../actions/customers.ts'
import { asRequest } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import type { CardBehaviour, StripeSandbox } from '../sandbox.ts'
import { missingResource } from '../stripe-problem.ts'
import { defined } from './defined.ts'
import type { Params } from './params.ts'

/** Stripe's own test payment methods, by how they answer a charge. */
const TEST_METHODS: Record<string, CardBehaviour> = {
  pm_card_visa: 'succeeds',
  pm_card_mastercard: 'succeeds',
  pm_card_chargeCustomerFail: 'declines',
  pm_card_authenticationRequired: 'requires_action',
}

export function postCustomer(stripe: StripeSandbox, params: Params): Stripe.Customer {
  const fields = defined({
    email: params.text('email'),
    name: params.text('name'),
    description: params.text('description'),
    phone: params.text('phone'),
    metadata: params.metadata({}),
    address: readAddress(params),
  })
  const method = readMethod(params)
  params.finish()
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const customer = createCustomer(stripe, fields)
    if (method) attachCard(stripe, customer.id, { behaviour: behaviourOf(method) })
    return stripe.customers.need(customer.id)
  })
}

export function postCustomerUpdate(stripe: StripeSandbox, id: string, params: Params): Stripe.Customer {
  const customer = needCustomer(stripe, id)
  const patch = defined({
    email: params.text('email'),
    name: params.text('name'),
    description: params.text('description'),
    phone: params.text('phone'),
    metadata: params.metadata(customer.metadata),
    address: readAddress(params),
  })
  const method = readMethod(params)
  params.finish()
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    updateCustomer(stripe, id, patch)
    if (method) chooseMethod(stripe, id, method)
    return stripe.customers.need(id)
  })
}

/** A method the customer has becomes its default; one of Stripe's test methods is attached first. */
function chooseMethod(stripe: StripeSandbox, id: string, method: string): void {
  if (stripe.paymentMethods.get(method)?.customer !== id) {
    attachCard(stripe, id, { behaviour: behaviourOf(method) })
    return
  }
  const { invoice_settings: settings } = stripe.customers.need(id)
  updateCustomer(stripe, id, { invoice_settings: { ...settings, default_payment_method: method } })
}

function behaviourOf(method: string): CardBehaviour {
  const behaviour = TEST_METHODS[method]
  if (!behaviour) throw missingResource('PaymentMethod', method, 'payment_method')
  return behaviour
}

function readMethod(params: Params): string | null {
  const settings = params.hash('invoice_settings')
  const chosen = settings?.text('default_payment_method')
  settings?.finish()
  return params.text('payment_method') ?? chosen ?? null
}

function readAddress(params: Params): Stripe.Address | undefined {
  const address = params.hash('address')
  if (!address) return undefined
  const read = {
    city: address.text('city') ?? null,
    country: address.text('country') ?? null,
    line1: address.text('line1') ?? null,
    line2: address.text('line2') ?? null,
    postal_code: address.text('postal_code') ?? null,
    state: address.text('state') ?? null,
  }
  address.finish()
  return read
}
