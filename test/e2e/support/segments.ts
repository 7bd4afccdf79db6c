import { DAY } from '../../support/billing.ts'
import type { StartedBillhook } from './billhook.ts'
import { type Customer, readList } from './customers.ts'
import type { OwnStripe, StripeObject } from './sandbox.ts'

/** Stripe customers of the segment, as it ought to be by what Stripe shows: of those that are somebody's. */
export async function expectedMembers(
  billhook: StartedBillhook,
  stripe: OwnStripe,
  segment: string,
): Promise<string[]> {
  const linked = new Set((await readList<Customer>(billhook, '/customers')).map(({ external_id }) => external_id))
  const [customers, subscriptions] = [await stripe.objects('customer'), await stripe.objects('subscription')]
  const isLive = ({ status }: StripeObject) => ['active', 'trialing', 'past_due'].includes(String(status))
  const members =
    segment === 'new-stripe-customers'
      ? customers.filter(({ created }) => Number(created) >= stripe.sandbox.stripe.now() - 30 * DAY).map(({ id }) => id)
      : subscriptions.filter(isLive).map(({ customer }) => String(customer))
  return [...new Set(members)].filter((id) => linked.has(id)).sort()
}

export async function membersOf(billhook: StartedBillhook, segment: string): Promise<(string | null)[]> {
  const members = await readList<Customer>(billhook, `/segments/${segment}/customers`)
  return members.map(({ external_id }) => external_id).sort()
}
