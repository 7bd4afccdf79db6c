import type { Stripe } from 'stripe'
import { asRequest, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import { buildInvoiceItem } from '../objects/invoice-item.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { type CollectionResult, collectInvoice, recover, subscriptionOf } from './collection.ts'
import { needCustomer } from './customers.ts'
import { pendingLines } from './invoice-lines.ts'
import { draftInvoice, finalizeInvoice, markPaid, markUncollectible, needInvoice, voidInvoice } from './invoices.ts'

export interface OneOffFields {
  customer: string
  amount: number
  currency: string
  description: string
}

/** An invoice item and a draft made of it, as the API makes an invoice by hand. */
export function createOneOffInvoice(stripe: StripeSandbox, fields: OneOffFields): Stripe.Invoice {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const now = stripe.now()
    const customer = needCustomer(stripe, fields.customer)
    const item = stripe.invoiceItems.put(
      buildInvoiceItem(stripe, {
        ...fields,
        price: null,
        quantity: 1,
        period: { start: now, end: now },
        subscription: null,
      }),
    )
    stripe.pendingItems.set(customer.id, [...(stripe.pendingItems.get(customer.id) ?? []), item.id])
    emit(stripe, 'invoiceitem.created', item)
    const id = stripe.newId('in')
    const draft = draftInvoice(stripe, {
      id,
      customer,
      currency: fields.currency,
      lines: pendingLines(stripe, id, customer.id, null),
      billingReason: 'manual',
      subscription: null,
      period: { start: now, end: now },
    })
    emit(stripe, 'invoice.created', draft)
    return draft
  })
}

export function finalize(stripe: StripeSandbox, id: string): Stripe.Invoice {
  return asRequest(stripe, AS_IT_HAPPENS, () => finalizeInvoice(stripe, id))
}

/** Charges an open invoice now: what a customer does from the mail about a failed payment. */
export function pay(stripe: StripeSandbox, id: string): CollectionResult {
  return asRequest(stripe, AS_IT_HAPPENS, () => collectInvoice(stripe, id, { synchronous: false }))
}

/** Settled by bank transfer or cash: invoice.paid alone, without payment_succeeded. */
export function payOutOfBand(stripe: StripeSandbox, id: string): Stripe.Invoice {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const invoice = needInvoice(stripe, id)
    const paid = markPaid(stripe, id, { how: 'out_of_band', wasOpen: true })
    const subscription = subscriptionOf(stripe, invoice)
    if (subscription) recover(stripe, subscription)
    return paid
  })
}

export function voidByHand(stripe: StripeSandbox, id: string): Stripe.Invoice {
  return asRequest(stripe, AS_IT_HAPPENS, () => voidInvoice(stripe, id))
}

export function giveUpInvoice(stripe: StripeSandbox, id: string): Stripe.Invoice {
  return asRequest(stripe, AS_IT_HAPPENS, () => markUncollectible(stripe, id))
}

export function updateInvoice(stripe: StripeSandbox, id: string, patch: Partial<Stripe.Invoice>): Stripe.Invoice {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    needInvoice(stripe, id)
    const [before, after] = change(stripe.invoices, id, patch)
    emitChange(stripe, 'invoice.updated', before, after)
    return after
  })
}
