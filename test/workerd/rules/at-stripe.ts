import { env } from 'cloudflare:workers'
import type { SyncMessage } from '../../../worker/account/sync-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { runTask } from '../../../worker/queue/sync-tasks.ts'
import type { StripeEvent } from '../../support/billing-events.ts'
import { replaceBindings, settle } from '../account/tenant.ts'
import { link, newStripeAccount, type StripeAccount, stripeApi } from '../sync/stripe.ts'
import { type RuleAccount, ruleAccount } from './account.ts'

/** A Billhook account that may ask a Stripe account of its own, with nothing imported. */
export async function linkedAccount(): Promise<{ account: RuleAccount; stripe: StripeAccount }> {
  const [account, stripe] = [await ruleAccount(), await newStripeAccount()]
  await link(account.tenant, stripe, 1)
  return { account, stripe }
}

export interface Subscribed {
  customer: string
  subscription: string
  prices: string[]
}

/** Somebody subscribes at Stripe, with a card that works, to prices of these amounts a month. */
export async function subscribeAtStripe(stripe: StripeAccount, amounts: number[] = [900]): Promise<Subscribed> {
  const customer = await stripeApi(stripe, '/v1/customers', {
    ...{ email: 'alice@example.com', payment_method: 'pm_card_visa' },
  })
  const prices: string[] = []
  for (const amount of amounts) {
    const price = await stripeApi(stripe, '/v1/prices', {
      ...{ currency: 'usd', unit_amount: String(amount), 'recurring[interval]': 'month', 'product_data[name]': 'Pro' },
    })
    prices.push(String(price.id))
  }
  const items = Object.fromEntries(prices.map((price, at) => [`items[${at}][price]`, price]))
  const subscription = await stripeApi(stripe, '/v1/subscriptions', { customer: String(customer.id), ...items })
  return { customer: String(customer.id), subscription: String(subscription.id), prices }
}

/** All that Stripe lists of what happened, oldest first. */
export async function eventsAtStripe(stripe: StripeAccount): Promise<StripeEvent[]> {
  const { data } = await stripeApi(stripe, '/v1/events?limit=100', {}, 'GET')
  return (data as StripeEvent[]).toReversed()
}

/** The tenant's questions to Stripe go nowhere but into the list, until `answer` asks them. */
export async function questionsOf(tenant: Tenant): Promise<{ asked: SyncMessage[]; answer: () => Promise<void> }> {
  const asked: SyncMessage[] = []
  const sendBatch = async (batch: { body: SyncMessage }[]) => asked.push(...batch.map(({ body }) => body))
  await replaceBindings(tenant, () => ({ SYNC_QUEUE: { sendBatch } as unknown as Queue }))
  // An answer of the very second of an event yields to it, and is asked for again until the second is over.
  const answer = async (): Promise<void> => {
    for (let round = 0; asked.length > 0; round += 1) {
      if (round === 500) throw new Error('The tenant asks on and on.')
      for (const message of asked.splice(0)) await runTask(message, env as Bindings)
      await settle(tenant)
    }
  }
  return { asked, answer }
}
