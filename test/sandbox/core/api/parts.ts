import type { Stripe } from 'stripe'
import { buildAccount } from '../objects/account.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { missingResource, StripeProblem } from '../stripe-problem.ts'
import { type Page, pageOf } from './lists.ts'
import type { Params } from './params.ts'

/** The rest of a subscription's items, of which the subscription itself shows ten. */
export function listSubscriptionItems(stripe: StripeSandbox, params: Params): Page<Stripe.SubscriptionItem> {
  const id = params.needText('subscription')
  const subscription = stripe.subscriptions.get(id)
  if (!subscription) throw missingResource('subscription', id, 'subscription')
  return pageOf(subscription.items.data, 'subscription_item', '/v1/subscription_items', params)
}

export function listInvoiceLines(stripe: StripeSandbox, id: string, params: Params): Page<Stripe.InvoiceLineItem> {
  const invoice = stripe.invoices.get(id)
  if (!invoice) throw missingResource('invoice', id, 'invoice')
  return pageOf(invoice.lines.data, 'line_item', `/v1/invoices/${id}/lines`, params)
}

/** The account itself; a null id stands for the one whose key it is. */
export function readAccount(stripe: StripeSandbox, id: string | null, params: Params): Stripe.Account {
  params.finish()
  if (id === null || id === stripe.account.id) return buildAccount(stripe)
  throw new StripeProblem(
    403,
    `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
    { code: 'account_invalid' },
  )
}
