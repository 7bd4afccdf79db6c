import type { Stripe } from 'stripe'
import { asRequest, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import { buildCustomer, type CustomerFields } from '../objects/customer.ts'
import { buildPaymentMethod, drawCard } from '../objects/payment-method.ts'
import type { CardBehaviour, StripeSandbox } from '../sandbox.ts'
import { missingResource } from '../stripe-problem.ts'
import { cancelNow } from './cancellation.ts'

export function createCustomer(stripe: StripeSandbox, fields: CustomerFields = {}): Stripe.Customer {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const customer = stripe.customers.put(buildCustomer(stripe, fields))
    emit(stripe, 'customer.created', customer)
    return customer
  })
}

/** Emits customer.updated when something really changed. */
export function updateCustomer(stripe: StripeSandbox, id: string, patch: Partial<Stripe.Customer>): Stripe.Customer {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    needCustomer(stripe, id)
    const [before, after] = change(stripe.customers, id, patch)
    emitChange(stripe, 'customer.updated', before, after)
    return after
  })
}

/** Ends its subscriptions at once. The event carries the last whole object; the API answers a tombstone from then on. */
export function deleteCustomer(stripe: StripeSandbox, id: string): Stripe.DeletedCustomer {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const customer = needCustomer(stripe, id)
    for (const subscription of liveSubscriptions(stripe, id)) cancelNow(stripe, subscription.id)
    stripe.customers.remove(id)
    emit(stripe, 'customer.deleted', customer)
    return { id, object: 'customer', deleted: true }
  })
}

export interface CardFields {
  behaviour?: CardBehaviour
  /** Invoices are charged to it; true unless said. */
  asDefault?: boolean
}

/** Attaches a card; its behaviour decides every later charge. */
export function attachCard(stripe: StripeSandbox, customerId: string, fields: CardFields = {}): Stripe.PaymentMethod {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const customer = needCustomer(stripe, customerId)
    const method = stripe.paymentMethods.put(buildPaymentMethod(stripe, customer, drawCard(stripe)))
    setCardBehaviour(stripe, method.id, fields.behaviour ?? 'succeeds')
    emit(stripe, 'payment_method.attached', method)
    if (fields.asDefault ?? true) {
      updateCustomer(stripe, customerId, {
        invoice_settings: { ...customer.invoice_settings, default_payment_method: method.id },
      })
    }
    return method
  })
}

/** A card that starts to fail, or recovers: no event, as with a real bank. */
export function setCardBehaviour(stripe: StripeSandbox, paymentMethodId: string, behaviour: CardBehaviour): void {
  stripe.cards.set(paymentMethodId, behaviour)
}

export function needCustomer(stripe: StripeSandbox, id: string): Stripe.Customer {
  const customer = stripe.customers.get(id)
  if (!customer) throw missingResource('customer', id, 'customer')
  return customer
}

export function liveSubscriptions(stripe: StripeSandbox, customerId: string): Stripe.Subscription[] {
  return (stripe.subscriptionsOf.get(customerId) ?? [])
    .map((id) => stripe.subscriptions.need(id))
    .filter((subscription) => subscription.status !== 'canceled' && subscription.status !== 'incomplete_expired')
}
